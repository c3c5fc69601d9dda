import type { WebClient } from '@slack/web-api';
import type { Db } from 'mongodb';
import type { Calendar } from '../calendar/rules.ts';
import { progressKeeper, type Received } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Channels } from '../settings/channels.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { sharing } from '../shared/sharing.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Press, Router } from '../slack/router.ts';
import { type Approvals, approvalActions } from './actions.ts';
import { approveAll } from './approve-all.ts';
import { delegationSlack } from './delegation-slack.ts';
import { approvalsDelivery } from './delivery.ts';
import { type Editor, editSlack } from './edit.ts';
import type { Kinds } from './kinds.ts';
import { postPendingCards } from './pending-cards.ts';
import { presences as makePresences, type Presences } from './presence.ts';
import { type RoutePreview, routePreview } from './preview.ts';
import { routesSlack } from './routes-slack.ts';
import { routesStore } from './routes-store.ts';
import { searchSlack } from './search-slack.ts';
import { setUpRoutes, setUpRoutesDelivery } from './setup-route.ts';
import { approvalsSlack } from './slack.ts';
import type { RequestStore } from './store.ts';
import { type WaitingList, waitingList } from './waiting-slack.ts';

interface Parts {
  db: Db;
  workplace: Pick<Workplace, 'now' | 'zone' | 'language'>;
  channels: Channels;
  requests: RequestStore;
  people: People;
  administration: PeopleAdministration;
  kinds: Kinds;
  outbox: Outbox;
  received: Received;
  refusals: Refusals;
  calendar: Calendar;
  clock: Clock;
  team: () => string;
  /** kinds that managers decide on where the set-up says so */
  managed: readonly string[];
  /** who is on leave for the whole of a date */
  wholeDayAway: (date: string) => Promise<ReadonlySet<string>>;
}

interface AttachParts {
  client: WebClient;
  /** for what goes on after an answer */
  bulk: WebClient;
  waitingFor: Parameters<typeof waitingList>[1]['waitingFor'];
  alsoAway: Parameters<typeof waitingList>[1]['alsoAway'];
  /** redraws another list that a press stands in, after the press changed it */
  redrawList: (press: Press) => Promise<void>;
  /** who opens the form of a request of a kind: one that was sent back, or one that is approved and to be changed */
  editorOf: (kind: string) => Editor | undefined;
  changerOf: (kind: string) => Editor | undefined;
}

/** Requests on their way to a decision, as a whole. */
export interface ApprovalsRoom {
  approvals: Approvals;
  presences: Presences;
  preview: RoutePreview;
  tickPendingCards(): Promise<void>;
  /** for the set-up: whether there are rules, and what stores the one that was chosen there */
  routing: { hasRules(): Promise<boolean>; leaveTo: typeof setUpRoutes };
  /** Posts what waited for a channel, once there is one. */
  postPendingCards(): Promise<void>;
  attach(router: Router, o: AttachParts): WaitingList;
  deliver(outbox: Outbox, o: Pick<Parameters<typeof approvalsDelivery>[1], 'alsoAway' | 'answerAt'>): void;
}

export function approvalsRoom(o: Parts): ApprovalsRoom {
  const { workplace, people, kinds, team } = o;
  const placed = sharing(o)({
    get zone() {
      return workplace.zone;
    },
    get language() {
      return workplace.language;
    },
  });
  const routes = routesStore(o.db);
  const rules = async () => (await routes.get(team())).rules;
  const presences = makePresences(
    sharing(placed)({ waitsForAway: async () => workplace.now().approvals.awayApprover === 'wait' }),
  );
  const shared = sharing(sharing(placed)({ presences }));
  const approvals = approvalActions(
    shared({
      store: o.requests,
      zoneOf: async (user: string) => (await people.person(user)).zone,
      routes: rules,
      reminders: async () => {
        const { remindAfter, remindAgainAfter, remindAt, escalateAfter } = workplace.now().approvals;
        return { after: [remindAfter, remindAgainAfter], at: remindAt, escalateAfter };
      },
    }),
  );
  const posting = async (channel: Promise<string | undefined>): Promise<void> => {
    if ((await channel) !== undefined) await postPendingCards(o);
  };

  return {
    approvals,
    presences,
    preview: routePreview({ presences, kinds, routes: rules }),
    // Whether there is a channel is asked of Slack, who may be away; the next minute asks again.
    tickPendingCards: () => posting(o.channels.channel().catch(() => undefined)),
    routing: { hasRules: async () => (await routes.get(team())).version > 0, leaveTo: setUpRoutes },
    postPendingCards: () => posting(o.channels.channel()),
    attach: (router, { client, bulk, waitingFor, alsoAway, redrawList, editorOf, changerOf }) => {
      const waiting = waitingList(router, shared({ waitingFor, alsoAway }));
      editSlack(router, shared({ editorOf }));
      approvalsSlack(router, shared({ approvals, changerOf, waiting, redrawList, client }));
      approveAll(router, shared({ approvals, waiting, bulk, progress: progressKeeper(o.db, () => o.clock.now()) }));
      routesSlack(router, shared({ routes, client }));
      searchSlack(router, placed);
      delegationSlack(router, shared({ waitingFor }));
      return waiting;
    },
    deliver: (outbox, more) => {
      approvalsDelivery(outbox, shared(more));
      setUpRoutesDelivery(outbox, { routes, managed: o.managed, now: () => o.clock.now() });
    },
  };
}
