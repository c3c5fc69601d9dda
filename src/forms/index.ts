import { kindFamily, managedKind, requestForm } from '../approvals/points.ts';
import { approvals, preview, requests } from '../approvals/service.ts';
import { sharing } from '../shared/sharing.ts';
import type { Feature } from '../workspace/feature.ts';
import { legacy } from '../workspace/legacy.ts';
import { isFormKind, kindOf } from './definition.ts';
import { attached, room } from './service.ts';
import { formDocs } from './store.ts';

export const forms: Feature = {
  name: 'forms',
  collections: [formDocs],
  provides: [
    kindFamily.provide(ws => room(ws).kinds),
    managedKind.provide(kindOf('overtime')),
    managedKind.provide(kindOf('business-trip')),
    requestForm.provide({
      of: isFormKind,
      edit: ws => (press, request, copy) => attached(ws).editor!(press, request, copy),
    }),
  ],
  attach: (ws, router) => {
    attached(ws).editor = room(ws).attach(
      router,
      sharing(legacy(ws))({ approvals: approvals(ws), preview: preview(ws), requests: requests(ws) }),
    );
  },
};
