import { addDays, dayNumber, isDate } from '../calendar/rules.ts';
import { LONGEST } from '../shared/text.ts';
import { cleanLine, cleanText, type Field, type FormDefinition, MOST } from './definition.ts';
import type { Answer, FileRef, FilledForm } from './filled.ts';

/** What is wrong with one field; `part`: which of two pickers. The sentence is in i18n. */
export type FormProblem = { field: string; part?: 'from' | 'to' } & (
  | {
      code:
        | 'missing'
        | 'not-a-number'
        | 'not-money'
        | 'not-a-date'
        | 'not-a-time'
        | 'too-far'
        | 'last-before-first'
        | 'same-times'
        | 'unknown-choice'
        | 'unknown-person'
        | 'nothing-filled';
    }
  | { code: 'text-too-long' | 'out-of-range' | 'range-too-long' | 'too-many-files'; max: number }
);

/** What stands in the inputs, by field id: text, a date, `{from, to}`, a choice's or person's id, ids of files. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface CheckContext {
  /** the workplace's date */
  today: string;
  /** the name of somebody who works here */
  person(user: string): string | undefined;
  file(id: string): FileRef | undefined;
}

export type Checked = { ok: true; form: FilledForm } | { ok: false; problems: FormProblem[] };

type Read = { answer: Answer } | { problem: FormProblem } | undefined;

/** Validates what stands in the inputs of a form. Never throws, whatever stands there. */
export function check(definition: FormDefinition, inputs: Inputs, ctx: CheckContext): Checked {
  const { answers, problems } = read(definition, inputs, ctx);
  const first = definition.fields[0];
  if (problems.length === 0 && answers.length === 0 && first)
    problems.push({ field: first.id, ...partOf(first), code: 'nothing-filled' });
  if (problems.length > 0) return { ok: false, problems };
  const { id, version, name } = definition;
  return { ok: true, form: { id, version, name, sentOn: ctx.today, answers } };
}

/** The answers that stand so far, while a form is being filled in; people and files are left out. */
export const answered = (definition: FormDefinition, inputs: Inputs, today: string): Answer[] =>
  read(definition, inputs, { today, person: () => undefined, file: () => undefined }).answers;

function read(definition: FormDefinition, inputs: Inputs, ctx: CheckContext) {
  const problems: FormProblem[] = [];
  const answers: Answer[] = [];
  for (const field of definition.fields) {
    const found = readField(field, Object.hasOwn(inputs, field.id) ? inputs[field.id] : undefined, ctx);
    if (found && 'problem' in found) problems.push(found.problem);
    else if (found) answers.push(found.answer);
    else if (field.required) problems.push(missing(field));
  }
  return { answers, problems };
}

const partOf = (field: Field): { part?: 'from' } =>
  field.type === 'range' || field.type === 'times' ? { part: 'from' } : {};
const missing = (field: Field): FormProblem => ({ field: field.id, ...partOf(field), code: 'missing' });
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

function readField(field: Field, value: unknown, ctx: CheckContext): Read {
  const at = { field: field.id, label: field.label };
  const wrong = (problem: { code: 'not-a-date' | 'too-far' | 'unknown-choice' | 'unknown-person' }): Read => ({
    problem: { field: field.id, ...problem },
  });
  switch (field.type) {
    case 'text':
    case 'long-text': {
      const text = field.type === 'text' ? cleanLine(textIn(value)) : cleanText(textIn(value));
      if (text === '') return undefined;
      const max = field.type === 'text' ? MOST.text : MOST.longText;
      if (text.length > max) return { problem: { field: field.id, code: 'text-too-long', max } };
      return { answer: { ...at, type: field.type, value: text } };
    }
    case 'number':
    case 'money':
      return readNumber(field, textIn(value));
    case 'date': {
      const date = textIn(value);
      if (date === '') return undefined;
      const code = dateProblem(date, ctx.today);
      return code ? wrong({ code }) : { answer: { ...at, type: 'date', value: date } };
    }
    case 'range':
      return readRange(field, spanIn(value), ctx.today);
    case 'times':
      return readTimes(field, spanIn(value));
    case 'choice': {
      const id = textIn(value);
      if (id === '') return undefined;
      const found = field.choices?.find(c => c.id === id);
      return found ? { answer: { ...at, type: 'choice', value: found } } : wrong({ code: 'unknown-choice' });
    }
    case 'person': {
      const user = textIn(value);
      if (user === '') return undefined;
      const name = ctx.person(user);
      if (name === undefined) return wrong({ code: 'unknown-person' });
      return { answer: { ...at, type: 'person', value: { user, name } } };
    }
    case 'file': {
      const ids = Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
      const files = [...new Set(ids)].flatMap(id => ctx.file(id) ?? []);
      if (files.length === 0) return undefined;
      if (files.length > MOST.files) return { problem: { field: field.id, code: 'too-many-files', max: MOST.files } };
      return { answer: { ...at, type: 'file', value: files } };
    }
  }
}

const DECIMALS = 4;

/** `1,200,000원`, `₩1 200 000`, full-width digits: as people type sums. */
export function parseMoney(text: string): number | undefined {
  if (text.length > LONGEST.figure) return undefined;
  const plain = text.normalize('NFKC').replace(/[\s,_]|₩|원|KRW/giu, '');
  return /^-?\d{1,15}(\.0*)?$/.test(plain) ? Number(plain) : undefined;
}

function parseNumber(text: string): number | undefined {
  if (text.length > LONGEST.figure) return undefined;
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '');
  return /^-?(\d{1,15}(\.\d*)?|\.\d+)$/.test(plain) ? Number(Number(plain).toFixed(DECIMALS)) : undefined;
}

function readNumber(field: Field, text: string): Read {
  if (text.trim() === '') return undefined;
  const money = field.type === 'money';
  const value = money ? parseMoney(text) : parseNumber(text);
  if (value === undefined) return { problem: { field: field.id, code: money ? 'not-money' : 'not-a-number' } };
  if (Math.abs(value) > MOST.number) return { problem: { field: field.id, code: 'out-of-range', max: MOST.number } };
  if (money && value < 0) return { problem: { field: field.id, code: 'not-money' } };
  return { answer: { field: field.id, label: field.label, type: money ? 'money' : 'number', value: value || 0 } };
}

function spanIn(value: unknown): { from: string; to: string } {
  const { from, to } = (typeof value === 'object' && value !== null ? value : {}) as { from?: unknown; to?: unknown };
  return { from: textIn(from), to: textIn(to) };
}

function dateProblem(date: string, today: string): 'not-a-date' | 'too-far' | undefined {
  if (!isDate(date)) return 'not-a-date';
  const away = MOST.yearsAway * 366;
  return date < addDays(today, -away) || date > addDays(today, away) ? 'too-far' : undefined;
}

function readRange(field: Field, { from, to }: { from: string; to: string }, today: string): Read {
  const wrong = (part: 'from' | 'to', code: 'missing' | 'not-a-date' | 'too-far' | 'last-before-first'): Read => ({
    problem: { field: field.id, part, code },
  });
  if (from === '' && to === '') return undefined;
  if (from === '') return wrong('from', 'missing');
  if (to === '') return wrong('to', 'missing');
  const first = dateProblem(from, today);
  if (first) return wrong('from', first);
  const last = dateProblem(to, today);
  if (last) return wrong('to', last);
  if (to < from) return wrong('to', 'last-before-first');
  if (dayNumber(to) - dayNumber(from) >= MOST.rangeDays)
    return { problem: { field: field.id, part: 'to', code: 'range-too-long', max: MOST.rangeDays } };
  return { answer: { field: field.id, label: field.label, type: 'range', value: { from, to } } };
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function readTimes(field: Field, { from, to }: { from: string; to: string }): Read {
  const wrong = (part: 'from' | 'to', code: 'missing' | 'not-a-time' | 'same-times'): Read => ({
    problem: { field: field.id, part, code },
  });
  if (from === '' && to === '') return undefined;
  for (const [part, time] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (time === '') return wrong(part, 'missing');
    if (!TIME.test(time)) return wrong(part, 'not-a-time');
  }
  if (from === to) return wrong('to', 'same-times');
  return { answer: { field: field.id, label: field.label, type: 'times', value: { from, to } } };
}
