import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
import type { Editor } from '../approvals/edit.ts';
import type { KindFamily } from '../approvals/kinds.ts';
import type { Approvals, RoutePreview } from '../approvals/service.ts';
import type { RequestStore } from '../approvals/store.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { sharing } from '../shared/sharing.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Router } from '../slack/router.ts';
import { formActions } from './actions.ts';
import type { BenefitPreviews } from './benefit-preview.ts';
import { formDefining } from './define.ts';
import { defineFormsSlack } from './define-slack.ts';
import { fileInfo } from './files.ts';
import { formKinds } from './kind.ts';
import { type FormLibrary, formLibrary } from './library.ts';
import { formsSlack } from './slack.ts';
import { formStore } from './store.ts';

interface AttachParts {
  approvals: Approvals;
  preview: RoutePreview;
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  refusals: Refusals;
  log: Log;
  zone: string;
  client: WebClient;
}

/** Requests by forms as a whole: asking by them, defining them. */
export interface FormsRoom {
  library: FormLibrary;
  kinds: KindFamily;
  /** Answers who opens a request that was sent back. */
  attach(router: Router, o: AttachParts): Editor;
}

export function formsRoom(o: {
  db: Db;
  clock: Clock;
  team: () => string;
  follows: Parameters<typeof formKinds>[1];
  benefitPreviews: BenefitPreviews;
}): FormsRoom {
  const { clock, team, benefitPreviews } = o;
  const store = formStore(o.db);
  const library = formLibrary({ store, team });
  return {
    library,
    kinds: formKinds(library, o.follows),
    attach: (router, parts) => {
      const shared = sharing(sharing(parts)({ library, clock, team, benefitPreviews }));
      const forms = formActions(shared({ fileInfo: fileInfo(parts.client) }));
      const { allows } = parts.administration;
      defineFormsSlack(router, shared({ define: formDefining({ store, library, clock, team, allows }) }));
      return formsSlack(router, shared({ forms }));
    },
  };
}
