import { manageAction } from '../../blocks/manage-ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { hubModal } from './hub.ts';

/** Where those who lead or administer find everything. */
export const manage: Feature = {
  name: 'manage',
  routes: r =>
    r.open(manageAction.open, { judgedBy: 'the rows: each with its own right' }, async (ws, press) =>
      press.open(await hubModal(ws, press)),
    ),
};
