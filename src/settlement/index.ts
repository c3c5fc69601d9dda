import { settlementAction } from '../../blocks/settlement-ids.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { onPerson } from '../workspace/person.ts';
import { reopenMoved } from './actions.ts';
import { sendFile, tellAfterLastDay } from './delivery.ts';
import { settlePerson } from './person.ts';
import { settlementRoutes } from './slack.ts';

export const settlement: Feature = {
  name: 'settlement',
  routes: settlementRoutes,
  provides: [
    onPerson.provide(settlePerson),
    managed.provide({
      ...{ section: 'people', order: 30, action: settlementAction.openLeavers, right: 'import-people' },
      label: w => w.settlement.leavers,
      hint: w => w.manage.hints.leavers,
    }),
  ],
  effects: [sendFile, tellAfterLastDay],
  jobs: [{ name: 'leaving', run: reopenMoved }],
};
