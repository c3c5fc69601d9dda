import pLimit from 'p-limit';
import { fullDayOf } from '../../leave-record/hours.ts';
import { contractOn, earningContractOn } from '../../people/contract.ts';
import type { Openings } from '../../people/import/openings.ts';
import { defined } from '../../shared/defined.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { attendedIn } from '../attended.ts';
import { usesOf } from '../balances.ts';
import { policyPeriods } from '../policy-periods.ts';
import { changeLedgers, grantsOf, withGrants } from '../record/change.ts';
import { asEmployed, employments } from '../record/employments.ts';
import { ledgers, NO_EMPLOYMENT } from '../record/store.ts';
import { openingGrants, validateOpening } from './rules.ts';

const AT_ONCE = 6;

/** The import checks the right. */
export const openings = (ws: Workspace): Openings => ({
  validatorFor: async users => {
    const limit = pLimit(AT_ONCE);
    const [known, uses] = await Promise.all([
      ledgers(ws).ofMany(ws.team, users),
      Promise.all(users.map(user => limit(async () => [user, await usesOf(ws, user)] as const))).then(
        all => new Map(all),
      ),
    ]);
    const policies = policyPeriods(ws.policy);
    return ({ user, opening, terms, arrangement, ...employed }) => {
      const { current } = known.get(user) ?? { current: NO_EMPLOYMENT };
      const recorded = { stored: grantsOf(current), attended: attendedIn(current) };
      const own = defined({ terms, arrangement });
      const today = ws.policy.of(own).today();
      const contracts = {
        contractOn: (date: string) => earningContractOn(own, date, ws.policy.on(date).workingTime),
        ...defined({ fullDay: fullDayOf(contractOn(own, today, ws.policy.now().workingTime)) }),
      };
      const taken = { uses: uses.get(user) ?? [] };
      return validateOpening(opening, { ...employed, ...recorded, ...contracts, ...taken, policies, today });
    };
  },
  store: async (actor, opened) => {
    const wanted = new Map(opened.map(({ user, opening }) => [user, opening]));
    const users = [...wanted.keys()];
    const [known, people] = await Promise.all([ledgers(ws).ofMany(ws.team, users), ws.people.some(users)]);
    const persons = new Map(people.map(p => [p.user, p]));
    await changeLedgers(ws, known.values(), before => {
      const ledger = asEmployed(before, persons.get(before.user) ?? {});
      const { current } = ledger;
      const opening = wanted.get(before.user);
      const added = opening
        ? openingGrants(opening, grantsOf(current), ws.policy.of(persons.get(before.user)).today(), actor)
        : [];
      return added.length === 0 ? undefined : { set: employments(ledger, withGrants(current, added, ws.clock.now())) };
    });
  },
});
