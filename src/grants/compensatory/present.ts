import { inEveryLanguage, type Words } from '../../i18n/index.ts';
import { shownDays } from '../../leave-record/units.ts';
import type { Text } from '../../shared/languages.ts';
import { correctionsOf, undoneIn } from '../ledger/counted.ts';
import type { Grant } from '../ledger/types.ts';
import { grantIdOf } from './due.ts';
import type { Compensation, CompensatoryPolicy } from './rules.ts';

/** "8 h × 1.5 + 2 h × 2" */
const howText = (c: Pick<Compensation, 'parts'>, w: Words): string =>
  c.parts.map(p => w.compensatory.part(p.kind, p.minutes, p.rate / 100)).join(' + ');

export const whyText = (c: Compensation, asked: { named: string; times: string }, w: Words): string =>
  w.compensatory.why(c.holiday, asked.named, asked.times, howText(c, w));

/** The preview, kept with the request, in every language. */
export function benefitText(c: Compensation, mode: CompensatoryPolicy['compensates']): Text | undefined {
  if (mode === 'none' || c.amount === 0) return undefined;
  return inEveryLanguage(w => {
    const { benefit, benefitAtMost } = w.compensatory;
    return (mode === 'worked' ? benefitAtMost : benefit)(shownDays(c.amount), c.holiday, howText(c, w));
  });
}

/** For the history. `mode`: of the day of the work. */
export function outcomeNotesOf(
  f: { request: string; inForce: boolean; date: string; today: string; mode: CompensatoryPolicy['compensates'] },
  stored: readonly Grant[],
  w: Words,
): string[] {
  const t = w.compensatory;
  const id = grantIdOf(f.request);
  const given = stored.find(g => g.id === id);
  if (!given) {
    if (!f.inForce || f.mode !== 'worked') return [];
    return [f.date >= f.today ? t.worksFirst : t.notRecorded];
  }
  const amount = correctionsOf(id, stored).reduce((sum, c) => sum + c.amount, given.amount);
  const gave = t.gave(shownDays(amount), given.usableUntil);
  return undoneIn(stored).has(id) ? [gave, t.tookBack] : [gave];
}
