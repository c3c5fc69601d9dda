import type { Words } from '../i18n/index.ts';
import { hoursOf } from '../shared/table/csv.ts';
import { kindOf } from './columns.ts';
import { changesOf, type PersonVersion } from './versions.ts';

/** `연장근무 2:00 → 3:00`. */
export const changeTexts = (v: PersonVersion, w: Words): { column: string; from: string; to: string }[] =>
  changesOf(v).map(({ figure, from, to }) => {
    const text = (n: number): string => (kindOf(figure) === 'hours' ? hoursOf(n) : String(n));
    return { column: w.payroll.columns[figure], from: text(from), to: text(to) };
  });
