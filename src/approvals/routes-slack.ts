import type { WebClient } from '@slack/web-api';
import { action, callback, VALUE } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import {
  MOST_ROUTES,
  MOST_STEPS,
  type RouteRowModel,
  routeForm,
  routeInput,
  routesModal,
} from '../../blocks/routes.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { Clock } from '../shared/clock.ts';
import { choiceOf, type FormState, textOf } from '../slack/form.ts';
import { usersOf } from '../slack/pickers.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, Press, Router } from '../slack/router.ts';
import type { Kinds, RequestKind } from './kinds.ts';
import { type ApproverRule, type RouteRule, routeRuleSchema, type StepRule } from './route/policy.ts';
import type { RoutesStore, StoredRoutes } from './routes-store.ts';

interface Parts {
  routes: RoutesStore;
  people: People;
  kinds: Kinds;
  refusals: Refusals;
  clock: Clock;
  team: () => string;
  client: WebClient;
}

/** Administrators define who decides on what, without code. */
export function routesSlack(router: Router, o: Parts): void {
  const allowed = (acting: Acting): boolean => o.people.isAdministrator(acting.person);

  async function listed(w: Words, stored?: StoredRoutes) {
    const { version, rules } = stored ?? (await o.routes.get(o.team()));
    const users = rules.flatMap(r =>
      r.steps.flatMap(s => s.approvers.flatMap(a => (a.who === 'person' ? [a.user] : []))),
    );
    const [names, kinds] = await Promise.all([o.people.names(users), o.kinds.all()]);
    return routesModal({ version, rows: rules.map((r, index) => rowOf(r, index, names, kinds, w)) }, w);
  }

  router.opens(action.openRoutes, async press => {
    if (!allowed(press)) return o.refusals.tell({ code: 'administrators-only' }, press);
    await press.open(await listed(press.w));
  });

  router.opens(action.addRoute, async press => {
    if (!allowed(press)) return o.refusals.tell({ code: 'administrators-only' }, press);
    const { w } = press;
    const known = await o.kinds.all();
    const kinds = known.map(k => ({ kind: k.kind, name: k.title(w) }));
    const facts = [...new Set(known.flatMap(k => k.numbers))].map(f => ({
      fact: f,
      name: w.routes.facts[f] ?? f,
    }));
    await press.open(routeForm({ kinds, facts }, w));
  });

  router.press(action.removeRoute, async press => {
    if (!allowed(press)) return o.refusals.tell({ code: 'administrators-only' }, press);
    const [version, index] = press.value.split(':').map(Number);
    const before = await o.routes.get(o.team());
    const rules = before.rules.filter((_, i) => i !== index);
    const entry = { at: o.clock.now(), by: press.person.user };
    // Of an older list, or pressed twice: nothing is removed, and the list shows what stands.
    if (before.version === version && rules.length < before.rules.length)
      await o.routes.save(o.team(), before, rules, entry);
    await redraw(press);
  });

  async function redraw(press: Press): Promise<void> {
    await press.redraw(await listed(press.w), true);
  }

  router.submit(callback.route, async s => {
    const { w } = s;
    if (!allowed(s))
      return { update: notice(callback.notice, w.errors.title, w.refusal['administrators-only'], w.common.close) };
    const read = readRule(s.state, w);
    if ('errors' in read) return read;
    const before = await o.routes.get(o.team());
    // Sent twice, or the same rule again: it stands once.
    if (before.rules.some(r => JSON.stringify(r) === JSON.stringify(read.rule))) return { close: true };
    if (before.rules.length >= MOST_ROUTES || !routeRuleSchema.safeParse(read.rule).success)
      return { errors: { [routeInput.kind]: w.routes.refused } };
    const rules = placed(before.rules, read.rule);
    if (!(await o.routes.save(o.team(), before, rules, { at: o.clock.now(), by: s.person.user })))
      return { errors: { [routeInput.kind]: w.routes.changed } };
    s.later(() => redrawModal(o.client, s.beneath, () => listed(w)));
    return { close: true };
  });
}

/** A new rule stands before the first one that would take all its requests: the narrower one is asked first. */
export function placed(rules: readonly RouteRule[], rule: RouteRule): RouteRule[] {
  const over = (r: RouteRule) => r.when.flatMap(c => ('over' in c ? [c] : []))[0];
  const mine = over(rule);
  const shadows = (r: RouteRule): boolean => {
    if (r.kind !== '*' && r.kind !== rule.kind) return false;
    if (r.when.length < rule.when.length) return true;
    const theirs = over(r);
    if (mine && theirs) return mine.fact === theirs.fact && mine.over > theirs.over;
    return r.when.length === 0 && r.kind === '*' && rule.kind !== '*';
  };
  const at = rules.findIndex(shadows);
  return at < 0 ? [...rules, rule] : [...rules.slice(0, at), rule, ...rules.slice(at)];
}

/** A rule from its form, or what is wrong, beside the field. */
function readRule(state: FormState, w: Words): { rule: RouteRule } | { errors: Record<string, string> } {
  const errors: Record<string, string> = {};
  const fact = choiceOf(state, routeInput.fact) ?? 'always';
  const over = Number(textOf(state, routeInput.over));
  if (fact !== 'always' && (textOf(state, routeInput.over) === '' || !Number.isFinite(over) || over < 0))
    errors[routeInput.over] = w.routes.overMissing;
  const steps: StepRule[] = [];
  for (let n = 0; n < MOST_STEPS; n++) {
    const who = choiceOf(state, routeInput.step(n));
    if (!who) continue;
    const users = usersOf(state, routeInput.people(n), VALUE);
    if (who === 'people' && users.length === 0) errors[routeInput.people(n)] = w.routes.peopleMissing;
    const approvers: ApproverRule[] =
      who === 'people'
        ? users.map(user => ({ who: 'person', user }))
        : who === 'manager'
          ? [{ who: 'manager' }]
          : [{ who: 'hr' }];
    const need = choiceOf(state, routeInput.need(n)) === 'all' && who === 'people' ? 'all' : 'any';
    steps.push({ approvers, need, direct: true });
  }
  if (Object.keys(errors).length > 0) return { errors };
  const kind = choiceOf(state, routeInput.kind) ?? '*';
  return { rule: { kind, when: fact === 'always' ? [] : [{ fact, over }], steps } };
}

function rowOf(
  r: RouteRule,
  index: number,
  names: ReadonlyMap<string, string>,
  kinds: readonly RequestKind[],
  w: Words,
): RouteRowModel {
  const over = r.when.find(c => 'over' in c);
  const named = kinds.find(k => k.kind === r.kind);
  return {
    index,
    kind: r.kind === '*' ? w.routes.anyKind : (named?.title(w) ?? r.kind),
    ...(over ? { condition: w.routes.isOver(w.routes.facts[over.fact] ?? over.fact, over.over) } : {}),
    steps: r.steps.map(s => stepName(s, names, w)),
  };
}

function stepName(step: StepRule, names: ReadonlyMap<string, string>, w: Words): string {
  const who = step.approvers.flatMap(a => {
    if (a.who === 'person') return [names.get(a.user) ?? a.user];
    if (a.who === 'group') return [a.name ?? a.users.map(u => names.get(u) ?? u).join(', ')];
    return a.who === 'administrators' ? [] : [a.who === 'manager' ? w.routes.noManager : (w.approvals.who.hr ?? 'HR')];
  });
  return who.join(step.need === 'all' ? ' + ' : ' / ');
}
