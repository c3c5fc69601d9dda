import { literal } from '../../blocks/kit.ts';
import { changeText } from '../../blocks/policy.ts';
import type { PolicyValue } from '../../blocks/policy-fields.ts';
import { stepText } from '../administration/present.ts';
import { kinds } from '../approvals/registry.ts';
import { type RouteRule, routeRulesSchema } from '../approvals/route/policy.ts';
import { type NamedKind, namedKinds, rowOf } from '../approvals/routes-present.ts';
import { isDate } from '../calendar/rules.ts';
import { NEVER_LAPSES } from '../grants/ledger/types.ts';
import { type Pools, poolsOf } from '../grants/pools.ts';
import type { Words } from '../i18n/index.ts';
import { typeRow } from '../leave/types/present.ts';
import { leaveTypeSchema } from '../leave-record/types/definition.ts';
import { FACT_FIELDS } from '../people/facts.ts';
import type { Listing } from '../people/may.ts';
import { TEAM_FIELDS } from '../people/organisation/change.ts';
import { SINCE_EVER } from '../settings/check.ts';
import type { Group } from '../settings/fields.ts';
import { specOf } from '../settings/fields.ts';
import { defined } from '../shared/defined.ts';
import { textSchema } from '../shared/languages.ts';
import type { Logged } from '../shared/owed-log.ts';
import type { LogDoc } from '../workspace/log.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Of the reader's language. */
export interface LogWords {
  w: Words;
  d: Listing;
  kinds: readonly NamedKind[];
  pools: Pools;
}

export async function logWords(ws: Workspace, w: Words): Promise<LogWords> {
  const [d, pools, all] = await Promise.all([ws.rights.listing(), poolsOf(ws), kinds(ws).all()]);
  return { w, d, pools, kinds: await namedKinds(all, w) };
}

type Side = LogDoc['was'];
type Fields = Readonly<Record<string, unknown>>;
type LinesOf = (e: LogDoc, of: LogWords) => string[];

const fieldsOf = (side: Side): Fields => (typeof side === 'object' ? side : {});
const textOf = (value: unknown, w: Words): string => {
  const text = textSchema.safeParse(value);
  return text.success ? w.forms.text(text.data) : '';
};
const changeOf = ({ now }: LogDoc): string => String(fieldsOf(now).change ?? '');
const added = (e: LogDoc, what: string, { w }: LogWords): string =>
  e.now === undefined ? w.log.removed(what) : w.log.added(what);

/** Fields as the settings page names them, where they differ; of an older version: none. */
function fieldLines(group: string, was: Fields, now: Fields, w: Words): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(now)])].flatMap(field => {
    const [from, to] = [was[field] ?? null, now[field] ?? null] as PolicyValue[];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    try {
      return changeText({ spec: specOf(group as Group, field), from: from ?? null, to: to ?? null }, w);
    } catch {
      return [];
    }
  });
}

const policy: LinesOf = ({ was, now }, { w }) =>
  Object.entries(fieldsOf(now)).flatMap(([group, to]) =>
    fieldLines(group, (fieldsOf(was)[group] ?? {}) as Fields, (to ?? {}) as Fields, w),
  );

const office: LinesOf = ({ was, now }, { w }) => {
  if (now === 'archived') return [w.log.archived];
  if (now === 'restored') return [w.log.restored];
  const { language: spokenThen, ...then } = fieldsOf(was);
  const { language: spoken, ...values } = fieldsOf(now);
  const language = fieldLines('people', { language: spokenThen }, { language: spoken }, w);
  return [...fieldLines('workingTime', then, values, w), ...language];
};

const facts: LinesOf = ({ was, now }, { d, w }) => {
  const [from, to] = [fieldsOf(was), fieldsOf(now)] as Record<string, string>[];
  return FACT_FIELDS.filter(f => from?.[f] !== undefined || to?.[f] !== undefined).map(field =>
    literal(stepText({ field, ...defined({ from: from?.[field], to: to?.[field] }) }, d, w), 300),
  );
};

const team: LinesOf = ({ was, now }, { w }) => {
  const [from, to] = [fieldsOf(was), fieldsOf(now)];
  const value = (side: Fields, field: string): string => {
    const text = String(side[field] ?? '–');
    return field === 'channel' && text !== '–' ? `<#${text}>` : literal(text, 100);
  };
  const changed = TEAM_FIELDS.filter(f => f in from || f in to).map(
    f => `${w.teams[f]}: ${value(from, f)} → ${value(to, f)}`,
  );
  const archived = 'archived' in to || 'archived' in from;
  return [...changed, ...(archived ? ['archived' in to ? w.log.archived : w.log.restored] : [])];
};

const routes: LinesOf = ({ was, now }, { d, w, kinds: known }) => {
  const names = new Map([...d.people.values()].map(p => [p.user, p.name]));
  const rules = (side: Side): readonly RouteRule[] => routeRulesSchema.safeParse(fieldsOf(side).rules).data ?? [];
  const text = (rule: RouteRule): string => {
    const row = rowOf(rule, 0, names, known, { w, teams: d.teams });
    return literal(`${[row.kind, ...row.conditions].join(' · ')}: ${row.steps.join(' → ')}`, 300);
  };
  const lines = [...rules(was).map(r => w.log.removed(text(r))), ...rules(now).map(r => w.log.added(text(r)))];
  return lines.length > 0 ? lines : [w.log.reordered];
};

const form: LinesOf = (e, { w }) => {
  const [was, now] = [fieldsOf(e.was), fieldsOf(e.now)];
  const said = (before: unknown, after: unknown): string => {
    const [from, to] = [textOf(before, w), textOf(after, w)].map(t => literal(t, 100)) as [string, string];
    return from !== '' && to !== '' && from !== to ? `${from} → ${to}` : to || from;
  };
  const change = changeOf(e);
  const what = change === 'renamed' ? said(was.name, now.name) : said(was.field, now.field);
  return [w.forms.did[change]?.(what) ?? ''];
};

const leaveType: LinesOf = (e, { w, pools }) => {
  const about = (side: Side): string[] => {
    const type = leaveTypeSchema.safeParse(fieldsOf(side).type).data;
    return type ? [w.forms.text(type.name), ...typeRow(type, 'hour', pools, w).about] : [];
  };
  const [was, now] = [about(e.was), about(e.now)];
  const did = w.leaveTypes.did[changeOf(e)] ?? '';
  if (e.was === undefined) return [did, literal(now.slice(1).join(' · '), 300)];
  const [gone, come] = [was.filter(t => !now.includes(t)), now.filter(t => !was.includes(t))];
  const sides = [gone, come].map(t => literal(t.join(' · '), 200) || '–');
  return [did, ...(gone.length + come.length > 0 ? [sides.join(' → ')] : [])];
};

const blocked: LinesOf = (e, of) => {
  const { from, to, teamId } = fieldsOf(e.now ?? e.was) as { from: string; to: string; teamId?: string };
  const whom = teamId === undefined ? of.w.blocked.everybody : (of.d.teams.name(teamId) ?? '');
  return [added(e, `${of.w.rangeWithYear(from, to)} · ${literal(whom, 80)}`, of)];
};

const grant: LinesOf = (e, { w, pools }) => {
  const { pool, on, usableUntil, days } = fieldsOf(e.now ?? e.was);
  const until = String(usableUntil);
  const when =
    until === NEVER_LAPSES
      ? `${w.rangeWithYear(String(on), String(on))}, ${w.ledger.neverLapses}`
      : w.rangeWithYear(String(on), until);
  const amount = typeof days === 'number' ? [w.days(days)] : [];
  return [[literal(pools.name(String(pool), w), 60), when, ...amount].join(' · ')];
};

const attended: LinesOf = ({ now }, { w }) => {
  const { absentMonths, lowYears } = fieldsOf(now) as { absentMonths?: number[]; lowYears?: Record<string, number> };
  const years = Object.entries(lowYears ?? {});
  return [
    ...(absentMonths?.length ? [w.log.absentMonths(absentMonths.join(', '))] : []),
    ...years.map(([year, months]) => w.log.lowYear(Number(year), months)),
    ...(absentMonths?.length || years.length > 0 ? [] : [w.log.attendedInFull]),
  ];
};

const promotion: LinesOf = (e, { w }) => {
  const { dates } = fieldsOf(e.now);
  const on = Array.isArray(dates) ? dates.map(date => w.rangeWithYear(date, date)) : [];
  return [[w.log.promotion[changeOf(e) || 'sent'] ?? '', w.list(on)].filter(Boolean).join(' ')];
};

const calendar: LinesOf = (e, of) => {
  const { name, year } = fieldsOf(e.now ?? e.was);
  if (year !== undefined) return [(e.now === undefined ? of.w.log.yearReopened : of.w.log.yearEntered)(Number(year))];
  return [added(e, literal(String(name ?? ''), 100), of)];
};

const layout: LinesOf = ({ was, now }, { w }) => {
  const columns: Readonly<Record<string, string>> = w.payroll.columns;
  const names = (side: Side): string =>
    String(side ?? '')
      .split(', ')
      .map(text => {
        const [id = '', ...heading] = text.split(' = ');
        return [columns[id] ?? id, ...heading].join(' = ');
      })
      .join(', ');
  return [...(was === undefined ? [] : [w.log.removed(literal(names(was), 300))]), literal(names(now), 300)];
};

const delegation: LinesOf = (e, of) => {
  const { first, last } = fieldsOf(e.now ?? e.was);
  return [added(e, of.w.rangeWithYear(String(first), String(last)), of)];
};

const file: LinesOf = ({ now }, { w }) => [w.log.files[String(fieldsOf(now).file ?? '')] ?? ''];
const job: LinesOf = ({ now }, { w }) => [w.jobs.names[String(fieldsOf(now).job ?? '')] ?? ''];

/** Of an older version: in the language of the workspace then. */
const request: LinesOf = (e, of) =>
  typeof e.now === 'object' ? [literal(textOf(e.now, of.w), 200)] : asTheyAre(e, of);

/** Short values as they are, such as times and names. */
const asTheyAre: LinesOf = ({ was, now }, { w }) => {
  const text = (side: Side): string => {
    if (typeof side === 'string') return literal(side, 200);
    const { from, to, ...others } = fieldsOf(side);
    const dates = [from, to].every(d => typeof d === 'string' && isDate(d));
    const range = dates ? [w.rangeWithYear(String(from), String(to))] : [];
    const values = Object.values(others).filter(v => typeof v === 'string' || typeof v === 'number');
    return literal([...range, ...values].join(' · '), 200);
  };
  const [before, after] = [text(was), text(now)];
  if (!before && !after) return [];
  return [was === undefined ? after : `${before || '–'} → ${after || '–'}`];
};

const LINES: Partial<Record<Logged, LinesOf>> = {
  'settings.policy': policy,
  'settings.office': office,
  'settings.layout': layout,
  'settings.calendar': calendar,
  'settings.team-notices': ({ was, now }, { w }) => fieldLines('absence', fieldsOf(was), fieldsOf(now), w),
  'people.facts': facts,
  'people.org-team': team,
  'leave.type': leaveType,
  'leave.blocked': blocked,
  'leave.grant': grant,
  'leave.grants': grant,
  'leave.grant-taken-back': grant,
  'leave.attended': attended,
  'leave.promotion': promotion,
  'requests.entered-for': request,
  'requests.changed-for': request,
  'requests.cancelled-for': request,
  'requests.decided-for': request,
  'requests.route': routes,
  'requests.form': form,
  'requests.delegation': delegation,
  'files.export': file,
  'jobs.run': job,
};

/** mrkdwn; the first one says when it holds from, how many and why. */
export function linesOf(e: LogDoc, of: LogWords): string[] {
  const { w } = of;
  const day = (on: string): string =>
    on.length === 7
      ? w.month(on)
      : on === SINCE_EVER
        ? w.policy.sinceEver
        : on === '0000-01-01'
          ? ''
          : w.rangeWithYear(on, on);
  const head = [
    ...(e.on === undefined ? [] : [day(e.on)]),
    ...(e.count === undefined ? [] : [e.what === 'settings.calendar' ? w.days(e.count) : w.log.people(e.count)]),
    ...(e.note === undefined ? [] : [literal(e.note, 200)]),
  ];
  const change = (LINES[e.what as Logged] ?? asTheyAre)(e, of);
  return [head.filter(Boolean).join(' · '), ...change.slice(0, 12)].filter(Boolean);
}
