import type { RouteFormModel } from '../../blocks/route-form.ts';
import type { RouteRowModel } from '../../blocks/routes.ts';
import type { Words } from '../i18n/index.ts';
import { type Organisation, teamChoices } from '../people/organisation/rules.ts';
import { defined } from '../shared/defined.ts';
import type { FactChoices, FactName, RequestKind } from './kinds.ts';
import type { Condition, RouteRule, StepRule } from './route/policy.ts';
import type { KindFacts, RouteDraft } from './routes-form.ts';

/** Of one language. */
export interface NamedKind extends KindFacts {
  kind: string;
  name: string;
}

export async function namedKinds(kinds: readonly RequestKind[], w: Words): Promise<NamedKind[]> {
  return Promise.all(
    kinds.map(async k => ({
      kind: k.kind,
      name: k.title(w),
      numbers: k.numbers,
      own: k.ownNumbers?.(w) ?? [],
      choices: (await k.choices?.(w)) ?? [],
    })),
  );
}

/** For any kind: numbers with one meaning. Choices and own numbers belong to one kind. */
export function factsOf(kinds: readonly NamedKind[], kind: string): KindFacts {
  if (kind === '*') return { numbers: [...new Set(kinds.flatMap(k => k.numbers))], own: [], choices: [] };
  return kinds.find(k => k.kind === kind) ?? { numbers: [], own: [], choices: [] };
}

export interface RouteMetadata {
  steps: number;
  /** of an existing rule: its index, in this version of the list */
  at?: { version: number; index: number };
}

export function routeFormModel(
  draft: RouteDraft,
  kinds: readonly NamedKind[],
  at: RouteMetadata['at'],
  { w, teams }: { w: Words; teams: Organisation },
): RouteFormModel {
  const { numbers, own, choices } = factsOf(kinds, draft.kind);
  const metadata: RouteMetadata = { steps: draft.steps.length, ...defined({ at }) };
  // An earlier choice stays visible; saving says what is wrong.
  const asked = [...numbers, ...own.map(n => n.fact)];
  const stray = draft.fact !== undefined && !asked.includes(draft.fact) ? [draft.fact] : [];
  const elsewhere = kinds.flatMap(k => k.own);
  const lost = draft.choice !== undefined && !choices.some(c => c.fact === draft.choice);
  const gone: FactChoices[] = lost && draft.choice ? [{ fact: draft.choice, name: draft.choice, options: [] }] : [];
  return {
    isNew: at === undefined,
    kinds: kinds.map(k => ({ kind: k.kind, name: k.name })),
    kind: draft.kind,
    numbers: [
      ...numbers.map(fact => ({ fact, says: w.routes.moreThan(w.routes.facts[fact] ?? fact) })),
      ...own.map(n => ({ fact: n.fact, says: w.routes.fieldOver(n.name) })),
      ...stray.map(fact => ({ fact, says: strayName(fact, elsewhere, w) })),
    ],
    ...(draft.fact ? { fact: draft.fact } : {}),
    over: draft.over,
    choices: [...choices, ...gone].map(c => (c.fact === draft.choice && lost ? named(c, kinds) : c)),
    ...(draft.choice ? { choice: draft.choice } : {}),
    values: draft.values,
    ...{ stands: draft.stands, teams: draft.teams, allTeams: teamChoices(teams), cc: draft.cc },
    steps: draft.steps,
    metadata: JSON.stringify(metadata),
  };
}

function strayName(fact: string, elsewhere: readonly FactName[], w: Words): string {
  const general = w.routes.facts[fact];
  return general === undefined
    ? w.routes.fieldOver(elsewhere.find(n => n.fact === fact)?.name ?? fact)
    : w.routes.moreThan(general);
}

const named = (c: FactChoices, kinds: readonly NamedKind[]): FactChoices => ({
  ...c,
  name: kinds.flatMap(k => k.choices).find(k => k.fact === c.fact)?.name ?? c.fact,
});

export function rowOf(
  r: RouteRule,
  index: number,
  names: ReadonlyMap<string, string>,
  kinds: readonly NamedKind[],
  { w, teams }: { w: Words; teams: Organisation },
): RouteRowModel {
  const kind = kinds.find(k => k.kind === r.kind);
  return {
    index,
    kind: r.kind === '*' ? w.routes.anyKind : (kind?.name ?? r.kind),
    conditions: r.when.map(c =>
      'below' in c ? w.routes.inTeams(c.below.map(id => teams.name(id) ?? id).join(', ')) : conditionText(c, kind, w),
    ),
    steps: [
      ...(r.stands ? [w.routes.noDecision] : []),
      ...r.steps.map(s => {
        const name = stepName(s, names, teams, w);
        return s.tells ? w.routes.tells(name) : name;
      }),
      ...(r.cc ? [`${w.routes.cc}: ${r.cc.map(u => names.get(u) ?? u).join(', ')}`] : []),
    ],
  };
}

function conditionText(c: Exclude<Condition, { below: unknown }>, kind: NamedKind | undefined, w: Words): string {
  const own = kind?.own.find(n => n.fact === c.fact);
  // An own number is named before it, as a choice; others are units.
  const limit = (text: (unit: string, n: number) => string, n: number): string =>
    own ? `${own.name}: ${text('', n).trim()}` : text(w.routes.facts[c.fact] ?? c.fact, n);
  if ('over' in c) return limit(w.routes.isOver, c.over);
  if ('atLeast' in c) return limit(w.routes.isAtLeast, c.atLeast);
  if ('under' in c) return limit(w.routes.isUnder, c.under);
  const choice = kind?.choices.find(k => k.fact === c.fact);
  const values = 'oneOf' in c ? c.oneOf : [c.is];
  const chosen = values.map(v => choice?.options.find(option => option.id === v)?.name ?? String(v));
  return `${choice?.name ?? c.fact}: ${chosen.join(', ')}`;
}

function stepName(step: StepRule, names: ReadonlyMap<string, string>, teams: Organisation, w: Words): string {
  const office = step.approvers.some(a => a.who === 'hr');
  const who = step.approvers.flatMap(a => {
    if (a.who === 'person') return [names.get(a.user) ?? a.user];
    if (a.who === 'group') return [a.name ?? a.users.map(u => names.get(u) ?? u).join(', ')];
    if (a.who === 'manager') return [w.routes.manager];
    if (a.who === 'managers-manager') return [w.routes.managersManager];
    if (a.who === 'head') return [w.routes.headOf(a.level)];
    if (a.who === 'lead') return [w.routes.leadOf(teams.name(a.team) ?? a.team)];
    // HR includes them; naming both would read as two approvals.
    if (a.who === 'administrators') return office ? [] : [w.routes.administrators];
    return [w.approvals.who.hr ?? 'HR'];
  });
  return who.join(step.need === 'all' ? ' + ' : ' / ');
}
