import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { literal } from '../blocks/kit.ts';
import { readPrefill } from '../src/absence/prefill.ts';
import { readTextForm } from '../src/chat/form.ts';
import { readPeriod } from '../src/chat/period.ts';
import { readPhrase } from '../src/chat/phrases.ts';
import { readQuestion } from '../src/chat/question.ts';
import { mentionedIn, readMessage } from '../src/chat/rules.ts';
import { readConfig } from '../src/config.ts';
import { cleanLine, cleanText, type FormDefinition } from '../src/forms/definition.ts';
import { parseMoney } from '../src/forms/fields/number.ts';
import { check } from '../src/forms/rules.ts';
import { readAttended, readGrant } from '../src/grants/rules.ts';
import { editType, type TypeInput } from '../src/leave/types/editing.ts';
import { factProblems } from '../src/people/facts.ts';
import { finder } from '../src/people/import/find.ts';
import { csvLines } from '../src/people/import/lines.ts';
import { openingIn } from '../src/people/import/openings.ts';
import { arrangementOf, columnOf, dateIn, roleIn } from '../src/people/import/words.ts';
import { NO_TEAMS } from '../src/people/organisation/rules.ts';
import { readHours, readSchedule } from '../src/people/schedule.ts';
import { createLog } from '../src/shared/log.ts';
import { asTyped, decodeEntities, LONGEST, withoutEnd } from '../src/shared/text.ts';
import { overlong } from '../src/slack/form.ts';
import { readMetadata } from '../src/slack/metadata.ts';
import { person } from './people/people.ts';
import { isLong } from './support/runs.ts';

const TODAY = '2026-11-24';
const log = createLog('info', { secrets: ['s3cret-s3cret'], destination: { write: () => undefined } });
const form = {
  fields: (['text', 'long-text', 'number', 'money', 'date'] as const).map(type => ({
    ...{ id: type, label: type, type, required: true },
  })),
} as unknown as FormDefinition;
const inputs = (text: string) => Object.fromEntries(form.fields.map(f => [f.id, text]));
const ctx = { today: TODAY, person: () => undefined, file: () => undefined };
const find = finder([person('U1')]);
const people = new Map([['U1', person('U1')]]);
const typeInput = (text: string): TypeInput => ({
  ...{ name: text, paid: text, pool: text, unit: text, notice: text, worked: text, private: text, document: text },
  ...{ most: text, span: text, calendarDays: text, occasions: text, attendance: text, decided: text, paidOut: text },
});

/** Everything that reads a text from outside. */
const READERS: Record<string, (text: string) => unknown> = {
  'a message': text => readMessage(text, TODAY),
  'a message in the words of the form': text => readMessage(`$휴가신청\n휴가일시 : 7/1${text}x\n사유 : ${text}`, TODAY),
  'a message that checks in': text => readMessage(`in${text}a`, TODAY),
  mentions: mentionedIn,
  'a text with markup': text => asTyped(text, () => ' '),
  entities: decodeEntities,
  'words of work': readPhrase,
  'what is asked for': readQuestion,
  'the text form': text => readTextForm(text, TODAY),
  'the text form in entries': text => readTextForm(`휴가신청 / 휴가일시: ${text} / 사유: ${text}`, TODAY),
  'a period': text => readPeriod(text, TODAY),
  'a period that goes on': text => readPeriod(`7/1${text}까지 오후 반차`, TODAY),
  'a schedule': readSchedule,
  'hours of one’s own': readHours,
  'a date in a cell': dateIn,
  'the head of a column': columnOf,
  'an arrangement': arrangementOf,
  'a role': roleIn,
  'an opening balance': text => openingIn({ cells: { openingDays: text, openingOn: text, openingUntil: text } }),
  'whom a cell names': text => [find.reference(text, new Map()), find.line({ name: text, slackId: text, email: text })],
  'lines of a file': text => [...csvLines(text, text.length)].length,
  'facts of a person': text =>
    factProblems(new Map([['U1', { employeeNo: text, teamId: text, hours: text, schedule: text }]]), {
      ...{ people, teams: NO_TEAMS, today: TODAY, roleOf: () => 'employee' as const },
    }),
  'answers of a form': text => check(form, inputs(text), ctx),
  'a sum': parseMoney,
  'a clean line': cleanLine,
  'a clean text': cleanText,
  'a text for mrkdwn': text => literal(text),
  'a long text for mrkdwn': text => literal(text, text.length),
  'a type of leave': text =>
    editType(undefined, 't1', typeInput(text), {
      ...{ others: [], say: t => String(t), today: TODAY },
    }),
  'days that are given': text => readGrant({ kind: text, days: text, on: text, usableUntil: text, why: text }, TODAY),
  'what is said of attendance': text => readAttended({ absentMonths: [text], lowYears: text, why: text }),
  metadata: text => readMetadata(z.object({ a: z.string() }), text),
  'metadata of JSON': text => readMetadata(z.object({ a: z.string() }), JSON.stringify({ a: text })),
  'a prefilled form': text => readPrefill(`{${text}`),
  'inputs of a view': text => overlong({ a: { b: { value: text } } }),
  'an end': text => withoutEnd(text, '/ '),
  'a line of the log': text => log.info({ text, password: text }, text),
  'the configuration': text => {
    try {
      return readConfig({
        SLACK_BOT_TOKEN: text,
        SLACK_SIGNING_SECRET: text,
        DAYBOOK_ADMINS: text,
        DAYBOOK_TIMEZONE: text,
      });
    } catch {
      return undefined;
    }
  },
};

const SHAPES = [
  ...[
    ' ',
    '\t',
    '\n',
    ' \n',
    '\u3000',
    'a',
    'a ',
    '가',
    '가 ',
    '1',
    '1 ',
    '1.',
    '1,',
    '1:',
    '-',
    '~',
    '/',
    ',',
    '"',
    "'",
    '\\',
  ],
  ...[
    'Mon  ',
    'mon',
    'montue',
    '월 ',
    '월',
    '월요일',
    '월,',
    '월 1 ',
    'jan ',
    '1 jan ',
    '7/1 ',
    '7/1~',
    '7. ',
    '오전 ',
    '오후반차',
    ' 까지',
  ],
  ...[
    '휴가자',
    '휴가자 ',
    '휴가자:',
    ' 휴가자 :',
    '\n- ',
    '\n- 휴가자',
    '사유: ',
    '사유     ',
    '$휴가신청 ',
    '출근 ',
    'in ',
    '상태 ',
    '알려줘 ',
    '좀',
  ],
  ...['<', '<@', '<@A', '<@A|', '<@A>', '<a|', '<!', '&lt;', '&amp;', '&', ':a', ':a:', '@', '#', '_', '*', '`'],
  ...[
    '{',
    '[',
    '{"a":',
    'mongodb://',
    'mongodb://:',
    'mongodb://a:@',
    'xoxb-',
    '"password":"',
    '"token',
    '=',
    '\r',
    '\r\n',
  ],
  ...['\ufdfa', '\u0316\u0300', 'ㄱㅏ', '\u1100\u1161', '😀', '\u200d', '\ud800', 'ﷺ ', 'Ａ', '：', '～'],
];

const repeated = (shape: string, length: number): string =>
  shape.repeat(Math.ceil(length / shape.length)).slice(0, length);

/** The least of several runs, ms of this process alone: what else the machine does makes one longer, never shorter. */
function cost(read: (text: string) => unknown, text: string, runs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < runs; i++) {
    const began = process.cpuUsage();
    read(text);
    const { user, system } = process.cpuUsage(began);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

/** Four times the text take four times as long, sixteen times if it is read again from every sign. */
const RATIO = 9;
/** Nobody waits for this, and a reader that begins again takes longer for 4,000 signs, ms. */
const NOTHING = 3;
/** So long a reader has to show that it is no slower, ms. */
const PATIENCE = 2_000;

function isLinear(read: (text: string) => unknown, shape: string, most: number, patience = PATIENCE): boolean {
  const [quarter, whole] = [repeated(shape, most / 4), repeated(shape, most)];
  const begun = performance.now();
  for (let runs = 1; runs <= 16 && performance.now() - begun < patience; runs *= 2) {
    const took = cost(read, whole, runs);
    if (took < NOTHING || took < RATIO * cost(read, quarter, runs)) return true;
  }
  return false;
}

describe('a text costs no more than its length', () => {
  it.each(Object.entries(READERS))('%s', (_, read) => {
    const lengths = [LONGEST.line, LONGEST.message, 50_000];
    const slow = SHAPES.flatMap(shape =>
      lengths.filter(most => !isLinear(read, shape, most)).map(most => `${most} of ${JSON.stringify(shape)}`),
    );
    expect(slow).toEqual([]);
  });

  it('and is refused above its limit before it is read: 50,000 signs of any shape take no time', () => {
    for (const shape of SHAPES) {
      const text = repeated(shape, 50_000);
      expect(readMessage(text, TODAY)).toEqual({ is: 'too-long', most: LONGEST.message });
      for (const read of [readPhrase, readSchedule, readHours, readQuestion, parseMoney])
        expect(read(text.trim() === '' ? `a${text}a` : text)).toBeUndefined();
      expect(readPeriod(text, TODAY)).toBeUndefined();
      expect(readMetadata(z.unknown(), JSON.stringify(text))).toBeUndefined();
    }
  });

  it('which is told from a reader that begins again at every sign', () => {
    expect(isLinear(text => text.replace(/[.!~,\s]+$/u, ''), '\t', LONGEST.message * 4)).toBe(true);
    // How often it is slow adds nothing on a push.
    const patience = isLong ? PATIENCE : 0;
    expect(isLinear(text => `${text}x`.replace(/[.!~,\s]+$/u, ''), '\t', 50_000, patience)).toBe(false);
    expect(isLinear(text => text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/g, ' '), '<@A|', 50_000, patience)).toBe(false);
  });
});
