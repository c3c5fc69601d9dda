import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { calendarAction, calendarCallback, calendarInput } from './calendar-ids.ts';
import { VALUE } from './ids.ts';
import { datePicker, labelled, select, textInput } from './inputs.ts';
import {
  actions,
  button,
  confirm,
  context,
  divider,
  literal,
  type Message,
  type Modal,
  md,
  modal,
  option,
  section,
} from './kit.ts';
import { pager } from './list.ts';
import { type TouchedModel, touchedModal } from './touched.ts';

const NAME = 60;
type Kind = 'public' | 'company' | 'working';

/** A day that was added; its name raw. */
export interface DayRow {
  date: string;
  name: string;
  kind: Kind;
  /** absent: from the settings of old */
  added?: { who: string; when: string };
  /** it lies too far back to be changed */
  fixed: boolean;
}

/** A year for which there are no data. */
export interface YearRow {
  year: string;
  /** days off that were added in it */
  days: number;
  /** its alarm stands */
  warned: boolean;
  /** who said that these are all, and when; the name raw */
  entered?: { who: string; when: string };
}

export interface DaysModel {
  /** the one shown; absent: the first one */
  office?: string;
  /** to choose from, the first one among them; none: there is no other */
  offices: readonly { id: string; name: string }[];
  /** the country or region whose public holidays count, by code; 'none' */
  country: string;
  /** its next holidays: date and name */
  next: { date: string; name: string }[];
  /** years for which there are no data */
  years: YearRow[];
  rows: DayRow[];
  page: number;
  pages: number;
}

/** In the choice of offices. */
export const FIRST_OFFICE = 'first';

/** Rows a page: each has a section, so that two pages' worth stay within 100 blocks. */
export const DAYS_PAGE = 30;

/** A year without data, for administrators: on Home, and on the list of days. */
/** The days that administrators added, with who did, and what the country has by itself. */
export function daysModal(m: DaysModel, w: Words): Modal {
  const next = m.next.map(d => `${w.date(d.date)} ${literal(d.name, NAME)}`).join(' · ');
  const offices = m.offices.map(o => option(o.id, o.name));
  const blocks: KnownBlock[] = [
    ...(offices.length > 0 ? [actions(select(calendarAction.daysOffice, offices, m.office ?? FIRST_OFFICE))] : []),
    section(w.calendar.hint),
    context(
      m.country === 'none'
        ? w.calendar.noCountry
        : w.calendar.country(literal(w.holidayPlace(m.country), NAME), next || '–'),
    ),
    ...m.years.flatMap(year => yearRows(year, w)),
    actions(
      button(calendarAction.addDay, w.calendar.add, { style: 'primary' }),
      button(calendarAction.openHistory, w.calendar.history),
    ),
    divider(),
    ...m.rows.map(row => dayRow(row, w)),
  ];
  if (m.rows.length === 0) blocks.push(section(w.calendar.none));
  blocks.push(...pager(m, calendarAction.daysPages, w));
  const metadata = JSON.stringify({ page: m.page, ...defined({ office: m.office }) });
  return modal({ callbackId: calendarCallback.days, title: w.calendar.title, close: w.common.close, metadata, blocks });
}

function yearRows({ year, days, warned, entered }: YearRow, w: Words): KnownBlock[] {
  if (entered) {
    const sure = w.calendar.reopenConfirm;
    const text = w.calendar.yearEntered(year, days, literal(entered.who, NAME), entered.when);
    const asked = confirm(sure, sure.text(year), w.common.close, 'danger');
    return [section(text, button(calendarAction.reopenYear, w.calendar.reopen, { value: year, confirm: asked }))];
  }
  const sure = w.calendar.enterConfirm;
  const text = warned ? w.calendar.unknown(year) : w.calendar.unknownLater(year);
  const asked = confirm(sure, sure.text(year, days), w.common.close);
  // On a phone a button of such a length beside the text would leave it no room.
  return [
    section(`${text}\n${w.calendar.yearSoFar(year, days)}`),
    actions(button(calendarAction.enterYear, w.calendar.enter(year), { value: year, confirm: asked })),
  ];
}

function dayRow(row: DayRow, w: Words): KnownBlock {
  const what = `${w.rangeWithYear(row.date, row.date)} · ${literal(row.name, NAME)}`;
  const who = row.added ? w.calendar.addedBy(literal(row.added.who, NAME), row.added.when) : w.calendar.fromSettings;
  const text = `*${what}*\n${w.calendar.kinds[row.kind] ?? row.kind} · ${who}`;
  if (row.fixed) return section(text);
  return section(text, button(calendarAction.removeDay, w.calendar.remove, { value: row.date }));
}

const NAME_MAX = 60;

/** The form of a day to be added. No date stands in it at first, so that none is added by mistake. */
export function dayModal(w: Words, office?: { id: string; name: string }): Modal {
  const kinds = (['public', 'company', 'working'] as const).map(k => option(k, w.calendar.kindOptions[k] ?? k));
  const [first] = kinds;
  const { kind, from, to, name } = calendarInput;
  return modal({
    callbackId: calendarCallback.day,
    metadata: office ? JSON.stringify({ office: office.id }) : '',
    title: w.calendar.addTitle,
    submit: w.policy.review,
    close: w.common.close,
    blocks: [
      ...(office ? [context(w.offices.of(literal(office.name, NAME)))] : []),
      labelled(kind, w.calendar.kindLabel, {
        type: 'radio_buttons',
        action_id: VALUE,
        options: kinds,
        ...defined({ initial_option: first }),
      }),
      labelled(from, w.calendar.from, datePicker()),
      labelled(to, w.calendar.to, datePicker(), { optional: true, hint: w.calendar.toHint }),
      labelled(name, w.calendar.name, textInput({ max: NAME_MAX }), { optional: true, hint: w.calendar.nameHint }),
    ],
  });
}

/** Days to be added or removed, and what that touches; the name is raw, dates are words. */
export const dayCheckModal = (
  m: {
    dates: string;
    name: string;
    kind: Kind;
    /** added unless told */
    removed?: boolean;
    again: boolean;
    touched?: readonly TouchedModel[] | 'failed';
    metadata: string;
  },
  w: Words,
): Modal => {
  const name = m.name === '' ? '' : ` · ${literal(m.name, NAME_MAX)}`;
  const head = [
    ...(m.again ? [section(w.people.changedMeanwhile)] : []),
    section(`*${m.dates}*${name}\n${w.calendar.kindOptions[m.kind] ?? m.kind}`),
    ...(m.removed ? [context(w.calendar.removing)] : []),
  ];
  const submit = m.removed ? w.calendar.remove : w.common.save;
  return touchedModal(
    { callbackId: calendarCallback.dayCheck, head, submit, metadata: m.metadata, ...defined({ touched: m.touched }) },
    w,
  );
};

export interface DaysHistoryModel {
  office?: string;
  lines: ({ who: string; when: string } & (
    | { what: 'added' | 'removed'; dates: string[]; name: string; kind: Kind }
    | { what: 'year-entered' | 'year-reopened'; year: string; days: number }
  ))[];
  page: number;
  pages: number;
}

export const DAYS_HISTORY_PAGE = 40;

/** Every change of the added days, the latest first. */
export function daysHistoryModal(m: DaysHistoryModel, w: Words): Modal {
  const blocks: KnownBlock[] = m.lines.map(h => context(`${h.when} · ${literal(h.who, NAME)} · ${historyText(h, w)}`));
  if (blocks.length === 0) blocks.push(section(w.calendar.noHistory));
  blocks.push(...pager(m, calendarAction.historyPages, w));
  const { history: callbackId } = calendarCallback;
  const metadata = JSON.stringify({ page: m.page, ...defined({ office: m.office }) });
  return modal({ callbackId, metadata, title: w.calendar.historyTitle, close: w.common.close, blocks });
}

function historyText(h: DaysHistoryModel['lines'][number], w: Words): string {
  const { calendar } = w;
  if ('year' in h) return calendar.yearHistory[h.what](h.year, h.days);
  const kind = calendar.kinds[h.kind] ?? h.kind;
  return calendar.historyLine(h.what, calendar.dates(h.dates), literal(h.name, NAME), kind);
}

/** What a person is told whose leave the calendar has changed; texts raw, numbers in days. */
export interface RecountedModel {
  /** what the leave is, and when */
  leave: string;
  dates: string[];
  name: string;
  off: boolean;
  by: string;
  now: string;
  none: boolean;
}

export function recountedMessage(m: RecountedModel, w: Words): Message {
  const tell = m.off ? w.calendar.givenBack : w.calendar.takenAgain;
  const told = tell(literal(m.leave), m.dates, literal(m.name, NAME), m.by, m.now);
  return paragraph(m.none ? `${told}\n${w.calendar.noDaysLeft}` : told);
}

/** What a person is told whose leave takes other days since the policy names other holidays; texts raw. */
export interface OtherHolidaysModel {
  leave: string;
  /** absent: since ever */
  from?: string;
  /** whose holidays counted, and whose do now: codes of the policy */
  was: string;
  is: string;
  off: { date: string; name: string }[];
  worked: string[];
  /** days that it takes more, less when negative; the same in words; and what it takes now */
  more: number;
  by: string;
  now: string;
}

const NAMED = 12;
const whose = (code: string, w: Words): string =>
  literal(w.policy.choices.holidays?.[code] ?? w.holidayPlace(code), NAME);

export function otherHolidaysMessage(m: OtherHolidaysModel, w: Words): Message {
  const { calendar } = w;
  const off = m.off.slice(0, NAMED).map(d => `${calendar.dates([d.date])} ${literal(d.name, NAME)}`.trim());
  const further = m.off.length > NAMED ? [calendar.furtherDays(m.off.length - NAMED)] : [];
  const lines = [
    calendar.otherHolidays(m.from, whose(m.was, w), whose(m.is, w)),
    calendar.otherHolidaysLeave(literal(m.leave), m.more, m.by, m.now),
    ...(off.length > 0 ? [`• ${calendar.becameOff([...off, ...further].join(', '))}`] : []),
    ...(m.worked.length > 0 ? [`• ${calendar.becameWorked(calendar.dates(m.worked))}`] : []),
  ];
  return paragraph(lines.join('\n'));
}

const paragraph = (text: string): Message => ({ text, blocks: [{ type: 'section', text: md(text) }] });

/** What a person is told whose leave is counted by another schedule; the leave raw. */
export function rescheduledMessage(m: { leave: string; was: string; is: string; none: boolean }, w: Words): Message {
  const told = w.calendar.rescheduled(literal(m.leave), m.was, m.is);
  return paragraph(m.none ? `${told}\n${w.calendar.noDaysLeft}` : told);
}

/** `who`: the person's name, for HR; raw, as the leave is. */
export const leaveShortMessage = (m: { who?: string; leave: string; lack: string }, w: Words): Message =>
  paragraph(
    m.who === undefined
      ? w.calendar.short(literal(m.leave), m.lack)
      : w.calendar.shortOf(literal(m.who, NAME), literal(m.leave), m.lack),
  );

/** Tells an administrator that a year's holidays are not known. */
/** `office`: absent for the first one. */
export function unknownYearMessage(year: string, w: Words, office?: string): Message {
  const text = w.calendar.unknownDm(year, office === undefined ? undefined : literal(office, 60));
  return { text, blocks: [section(text), actions(button(calendarAction.openDays, w.calendar.title))] };
}
