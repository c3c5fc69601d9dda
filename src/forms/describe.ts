import { cut } from '../../blocks/kit.ts';
import type { Description, Detail } from '../approvals/kinds.ts';
import type { Words } from '../i18n/index.ts';
import { periodOf } from './facts.ts';
import { kindFor } from './fields/index.ts';
import type { FieldKind } from './fields/kind.ts';
import type { Answer, FilledForm } from './filled.ts';

const AMOUNT = 60;

/** Look-alikes of mrkdwn characters, safe there and in plain text. */
const INERT: Record<string, string> = {
  '&': '＆',
  '<': '‹',
  '>': '›',
  '*': '∗',
  '~': '∼',
  '`': 'ˋ',
  _: '＿',
  ':': '：',
  '@': '＠',
  '#': '＃',
};
export const inert = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    // A colon between digits is a time; others may begin an emoji's name.
    .replace(/(?<!\d):|:(?!\d)|[&<>*~`_@#]/g, sign => INERT[sign] ?? sign);

/**
 * What, when, how much and why for cards, other answers as details. `when`: the first date or period, else the day of
 * sending; `amount`: the first sum, else hours, days, a number, or the first answer.
 */
export function describe(form: FilledForm, w: Words): Description {
  const first = (has: (kind: FieldKind<unknown>) => unknown): Answer | undefined =>
    form.answers.find(a => has(kindFor(a)));
  const dated = first(k => k.period);
  const hours = first(k => k.hours);
  const reason = first(k => k.reason);
  const amount = amountOf(form, w);
  const told = new Set([dated, hours, reason, ...(amount.whole ? [amount.of] : [])]);
  const notes = (form.notes ?? []).map(n => ({ label: w.forms.text(n.label), text: w.forms.text(n.text) }));
  const details = [...form.answers.filter(a => !told.has(a)).map(a => detailOf(a, w)), ...notes];
  return {
    what: inert(w.forms.text(form.name)),
    when: [
      ...(dated ? [whenOf(form, w)] : []),
      ...(hours ? [kindFor(hours).hours?.(hours.value)] : []),
      // Without a date the day of sending tells requests apart.
      ...(dated ? [] : [w.forms.sentOn(w.date(form.sentOn))]),
    ].join(' '),
    amount: amount.text,
    ...(reason
      ? { reason: kindFor(reason).text(reason.value, w), reasonLabel: w.forms.text(reason.label) }
      : { reason: '' }),
    ...(details.length > 0 ? { details } : {}),
  };
}

/** With the year where it is not that of sending. */
function whenOf(form: FilledForm, w: Words): string {
  const { from, to } = periodOf(form);
  const year = form.sentOn.slice(0, 4);
  return from.startsWith(year) && to.startsWith(year) ? w.range(from, to) : w.rangeWithYear(from, to);
}

/** `whole`: the answer is complete, and left out of the details. */
function amountOf(form: FilledForm, w: Words): { text: string; of?: Answer | undefined; whole: boolean } {
  const rank = (a: Answer): number => kindFor(a).amount?.rank ?? Number.POSITIVE_INFINITY;
  const [best] = form.answers.toSorted((a, b) => rank(a) - rank(b));
  const amount = best && kindFor(best).amount;
  if (amount && !amount.labelled) return { text: amount.text(best.value, w), of: best, whole: true };
  if (amount) {
    const text = `${w.forms.text(best.label)} ${amount.text(best.value, w)}`;
    return { text: inert(cut(text, AMOUNT)), of: best, whole: false };
  }
  const of = form.answers.find(a => !kindFor(a).period && !kindFor(a).reason) ?? form.answers[0];
  const text = of ? inert(cut(kindFor(of).text(of.value, w), AMOUNT)) : '';
  return { text: text === '' ? w.forms.noAmount : text, of, whole: false };
}

function detailOf(a: Answer, w: Words): Detail {
  const kind = kindFor(a);
  const label = w.forms.text(a.label);
  const links = kind.links?.(a.value);
  return links ? { label, text: '', links } : { label, text: kind.text(a.value, w) };
}
