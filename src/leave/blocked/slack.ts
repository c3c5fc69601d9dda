import { createHash } from 'node:crypto';
import { input } from '../../../blocks/ids.ts';
import { leaveAction, leaveCallback, leaveInput } from '../../../blocks/leave-ids.ts';
import { type BlockedModel, blockedModal, MOST_BLOCKED } from '../../../blocks/leave-types.ts';
import { localDate } from '../../calendar/rules.ts';
import { cleanLine } from '../../forms/definition.ts';
import type { Words } from '../../i18n/index.ts';
import type { BlockedPeriod } from '../../leave-record/rules.ts';
import type { People } from '../../people/actions.ts';
import type { PeopleAdministration } from '../../people/administer.ts';
import type { Clock } from '../../shared/clock.ts';
import { dateOf, textOf } from '../../slack/form.ts';
import type { Acting, Router } from '../../slack/router.ts';
import type { BlockedStore, StoredBlocked } from './store.ts';

interface Parts {
  blocked: BlockedStore;
  people: Pick<People, 'active'>;
  administration: Pick<PeopleAdministration, 'allows'>;
  clock: Clock;
  team: () => string;
  zone: string;
}

const ROUNDS = 5;
const versionIn = (metadata: string): string | undefined => /^\d+$/.exec(metadata)?.[0];

/** HR sets days on which no leave is taken, each with its reason. */
export function blockedSlack(router: Router, o: Parts): void {
  const denied = async ({ person, w }: Acting): Promise<string | undefined> => {
    const answer = await o.administration.allows(person.user, 'change-calendar');
    return answer === 'yes' ? undefined : w.people.denied[answer];
  };
  const drawn = (stored: StoredBlocked, w: Words) => blockedModal(modelOf(stored, w), w);
  const modelOf = ({ version, periods }: StoredBlocked, w: Words): BlockedModel => ({
    version,
    rows: periods.map(p => ({
      id: p.id,
      when: w.rangeWithYear(p.from, p.to),
      ...(p.teamName ? { team: p.teamName } : {}),
      reason: p.reason,
    })),
    today: localDate(o.clock.now(), o.zone),
  });

  router.opens(leaveAction.openBlocked, async press => {
    const no = await denied(press);
    if (no !== undefined) return press.tell(no);
    await press.open(drawn(await o.blocked.get(o.team()), press.w));
  });

  router.press(leaveAction.removeBlocked, async press => {
    const no = await denied(press);
    if (no !== undefined) return press.tell(no);
    const [, id = ''] = press.value.split(':');
    for (let round = 0; round < ROUNDS; round++) {
      const before = await o.blocked.get(o.team());
      const periods = before.periods.filter(p => p.id !== id);
      // Pressed twice, or by two administrators: it is gone either way.
      if (periods.length === before.periods.length) break;
      if (await o.blocked.save(o.team(), before, periods, { at: o.clock.now(), by: press.person.user })) break;
    }
    press.later(async () => {
      await press.redraw(drawn(await o.blocked.get(o.team()), press.w));
    });
  });

  router.submitAbout(leaveCallback.blocked, versionIn, async s => {
    const { w, state } = s;
    const no = await denied(s);
    if (no !== undefined) return { errors: { [input.reason]: no } };
    const from = dateOf(state, input.from) ?? '';
    const to = dateOf(state, input.to) ?? '';
    const reason = cleanLine(textOf(state, input.reason));
    if (to < from) return { errors: { [input.to]: w.blocked.lastBeforeFirst } };
    if (reason === '') return { errors: { [input.reason]: w.refusal['reason-missing'] } };
    const named = cleanLine(textOf(state, leaveInput.team));
    const teams = [...new Set((await o.people.active()).flatMap(p => p.teamName ?? []))].sort();
    const teamName = teams.find(t => t.toLowerCase() === named.toLowerCase());
    if (named !== '' && teamName === undefined)
      return { errors: { [leaveInput.team]: w.blocked.unknownTeam(w.list(teams.slice(0, 20)) || '–') } };
    // Made of the submission and what stands in it: the modal stays open for more.
    const content = JSON.stringify([s.key, from, to, reason, teamName]);
    const id = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const period: BlockedPeriod = { id, from, to, reason, ...(teamName ? { teamName } : {}) };
    for (let round = 0; round < ROUNDS; round++) {
      const before = await o.blocked.get(o.team());
      if (before.periods.some(p => p.id === id)) return { update: drawn(before, w) };
      const same = (p: BlockedPeriod) => p.from === from && p.to === to && p.teamName === teamName;
      if (before.periods.some(same)) return { errors: { [input.from]: w.blocked.thereAlready } };
      if (before.periods.length >= MOST_BLOCKED) return { errors: { [input.reason]: w.blocked.tooMany } };
      const periods = [...before.periods, period].sort(
        (a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to),
      );
      if (await o.blocked.save(o.team(), before, periods, { at: o.clock.now(), by: s.person.user }))
        return { update: drawn(await o.blocked.get(o.team()), w) };
    }
    return { errors: { [input.reason]: w.blocked.changed } };
  });
}
