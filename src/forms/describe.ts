import { cut } from '../../blocks/kit.ts';
import type { Description, Detail } from '../approvals/kinds.ts';
import { dayNumber } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { periodOf } from './facts.ts';
import { type Answer, type FilledForm, minutesOf } from './filled.ts';

const AMOUNT = 60;

/** Signs that mean something in mrkdwn, by look-alikes that mean nothing: the same text serves there and in plain text. */
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
    // A colon between digits is a time; any other may begin the name of an emoji.
    .replace(/(?<!\d):|:(?!\d)|[&<>*~`_@#]/g, sign => INERT[sign] ?? sign);

/** An answer in words; texts of users are raw. */
function answerText(a: Answer, w: Words): string {
  switch (a.type) {
    case 'text':
    case 'long-text':
      return a.value;
    case 'number':
      return w.forms.number(a.value);
    case 'money':
      return w.forms.won(a.value);
    case 'date':
      return w.date(a.value);
    case 'range':
      return `${w.range(a.value.from, a.value.to)} · ${w.days(daysOf(a.value))}`;
    case 'times':
      return `${a.value.from}–${a.value.to} · ${w.duration(minutesOf(a.value))}`;
    case 'choice':
      return w.forms.text(a.value.label);
    case 'person':
      return a.value.name;
    case 'file':
      return a.value.map(f => f.name).join(', ');
  }
}

const daysOf = (range: { from: string; to: string }): number => dayNumber(range.to) - dayNumber(range.from) + 1;

/**
 * A filled form for cards: what, when, how much and why, and the other answers as details. `when` is the first date or period, else the day
 * it was sent; `amount` the first sum, else hours, days, a number, or the first answer.
 */
export function describe(form: FilledForm, w: Words): Description {
  const first = (...types: Answer['type'][]): Answer | undefined => form.answers.find(a => types.includes(a.type));
  const dated = first('range', 'date');
  const times = first('times');
  const money = first('money');
  const reason = first('long-text');
  const amount = amountOf(form, w);
  const told = new Set([dated, times, money, reason, ...(amount.whole ? [amount.of] : [])]);
  const notes = (form.notes ?? []).map(n => ({ label: w.forms.text(n.label), text: w.forms.text(n.text) }));
  const details = [...form.answers.filter(a => !told.has(a)).map(a => detailOf(a, w)), ...notes];
  return {
    what: inert(w.forms.text(form.name)),
    when: [
      ...(dated ? [whenOf(form, w)] : []),
      ...(times?.type === 'times' ? [`${times.value.from}–${times.value.to}`] : []),
      // Without a date of its own the day on which it was sent tells one purchase from another, and says that it is that.
      ...(dated ? [] : [w.forms.sentOn(w.date(form.sentOn))]),
    ].join(' '),
    amount: amount.text,
    ...(reason?.type === 'long-text'
      ? { reason: reason.value, reasonLabel: w.forms.text(reason.label) }
      : { reason: '' }),
    ...(details.length > 0 ? { details } : {}),
  };
}

/** The year is said where it is not the one in which the form was sent. */
function whenOf(form: FilledForm, w: Words): string {
  const { from, to } = periodOf(form);
  const year = form.sentOn.slice(0, 4);
  return from.startsWith(year) && to.startsWith(year) ? w.range(from, to) : w.rangeWithYear(from, to);
}

/** `whole`: the answer is told by it in full, and need not stand among the details. */
function amountOf(form: FilledForm, w: Words): { text: string; of?: Answer | undefined; whole: boolean } {
  for (const type of ['money', 'times', 'range', 'number'] as const) {
    const of = form.answers.find(a => a.type === type);
    if (of?.type === 'money') return { text: w.forms.won(of.value), of, whole: true };
    if (of?.type === 'times') return { text: w.duration(minutesOf(of.value)), of, whole: true };
    if (of?.type === 'range') return { text: w.days(daysOf(of.value)), of, whole: true };
    if (of?.type === 'number')
      return { text: inert(cut(`${w.forms.text(of.label)} ${w.forms.number(of.value)}`, AMOUNT)), of, whole: false };
  }
  const of = form.answers.find(a => a.type !== 'date' && a.type !== 'long-text') ?? form.answers[0];
  const text = of ? inert(cut(answerText(of, w), AMOUNT)) : '';
  return { text: text === '' ? w.forms.noAmount : text, of, whole: false };
}

function detailOf(a: Answer, w: Words): Detail {
  const label = w.forms.text(a.label);
  if (a.type !== 'file') return { label, text: answerText(a, w) };
  return { label, text: '', links: a.value.map(f => ({ name: f.name, ...(f.link ? { url: f.link } : {}) })) };
}
