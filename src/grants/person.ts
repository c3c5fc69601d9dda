import { action } from '../../blocks/ids.ts';
import { button } from '../../blocks/kit.ts';
import { personPart } from '../../blocks/person.ts';
import { balanceLines } from '../../blocks/statement.ts';
import { requests } from '../approvals/store.ts';
import type { PersonSection } from '../workspace/person.ts';
import { balancesFrom } from './balances.ts';
import { poolsFor } from './pools.ts';
import { balanceModel } from './present.ts';

export const balancesOfPerson: PersonSection = {
  order: 20,
  right: 'see-leave',
  draw: async (ws, { w, subject }) => {
    const balances = await balancesFrom(ws, subject, requests(ws).of(ws.team, subject.user));
    const pools = await poolsFor(ws, balances.keys());
    const lines = [...balances.values()].flatMap(b => balanceLines(balanceModel(b, pools, w), w));
    const open = button(action.openStatement, w.ledger.open, { value: subject.user });
    return [personPart(w.person.balance, lines.length > 0 ? lines : [w.ledger.noBalance], open)];
  },
};
