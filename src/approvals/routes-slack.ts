import { z } from 'zod';
import { routeAction, routeInput } from '../../blocks/approval-ids.ts';
import { action, callback } from '../../blocks/ids.ts';
import { routeForm } from '../../blocks/route-form.ts';
import { MOST_ROUTES, routesModal } from '../../blocks/routes.ts';
import type { Words } from '../i18n/index.ts';
import { teamsOf } from '../people/organisation/rules.ts';
import { redrawBeneath } from '../slack/form-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { kinds } from './registry.ts';
import { type RouteRule, routeRuleSchema } from './route/policy.ts';
import {
  draftOf,
  draftOfRule,
  keeping,
  moved,
  newDraft,
  placed,
  type RouteDraft,
  ruleOf,
  withSteps,
} from './routes-form.ts';
import { factsOf, namedKinds, type RouteMetadata, routeFormModel, rowOf } from './routes-present.ts';
import { routes, saveRoutes } from './routes-store.ts';

export function routesRoutes(r: Routes): void {
  const right = { may: 'define-forms' } as const;
  r.open(action.openRoutes, right, async (ws, press) => press.open(await listed(ws, press.w)));
  r.open(action.addRoute, right, async (ws, press) => press.open(await form(ws, newDraft(), undefined, press.w)));
  r.open(routeAction.edit, right, edit);
  r.open(routeAction.fill, right, (ws, press) => refill(ws, press));
  r.open(routeAction.addStep, right, (ws, press) => refill(ws, press, 1));
  r.open(routeAction.dropStep, right, (ws, press) => refill(ws, press, -1));
  r.press(action.removeRoute, right, (ws, press) => change(ws, press, (rules, at) => rules.filter((_, i) => i !== at)));
  r.press(routeAction.up, right, (ws, press) => change(ws, press, (rules, at) => moved(rules, at, -1)));
  r.press(routeAction.down, right, (ws, press) => change(ws, press, (rules, at) => moved(rules, at, 1)));
  r.submit(callback.route, right, saved, readAbout);
}

const kindsIn = async (ws: Workspace, w: Words) => namedKinds(await kinds(ws).all(), w);

async function listed(ws: Workspace, w: Words) {
  const { version, rules } = await routes(ws).get(ws.team);
  const approvers = rules.flatMap(r => r.steps.flatMap(s => s.approvers));
  const users = approvers.flatMap(a => (a.who === 'person' ? [a.user] : a.who === 'group' ? a.users : []));
  const all = [...users, ...rules.flatMap(r => r.cc ?? [])];
  const [names, named, teams] = await Promise.all([ws.people.names(all), kindsIn(ws, w), teamsOf(ws)]);
  return routesModal({ version, rows: rules.map((r, index) => rowOf(r, index, names, named, { w, teams })) }, w);
}

const form = async (ws: Workspace, draft: RouteDraft, at: RouteMetadata['at'], w: Words) =>
  routeForm(routeFormModel(draft, await kindsIn(ws, w), at, { w, teams: await teamsOf(ws) }), w);

async function edit(ws: Workspace, press: Press): Promise<void> {
  const at = placeIn(press.value);
  const { version, rules } = await routes(ws).get(ws.team);
  const rule = at && version === at.version ? rules[at.index] : undefined;
  // An outdated list is redrawn before anything changes.
  if (!rule) await press.redraw(await listed(ws, press.w));
  else await press.open(await form(ws, draftOfRule(rule), at, press.w));
}

/** `by`: one step more or less. */
async function refill(ws: Workspace, press: Press, by?: 1 | -1): Promise<void> {
  const { view, w } = press;
  if (!view) return;
  const { steps, at } = found(readAbout(view.metadata));
  const draft = draftOf(view.state, steps);
  await press.redraw(await form(ws, by ? withSteps(draft, by) : draft, at, w));
}

/** On an outdated list, or pressed twice, nothing changes. */
async function change(
  ws: Workspace,
  press: Press,
  make: (rules: readonly RouteRule[], index: number) => RouteRule[],
): Promise<void> {
  const at = placeIn(press.value);
  const before = await routes(ws).get(ws.team);
  if (at && before.version === at.version && before.rules[at.index]) {
    await saveRoutes(ws, before, make(before.rules, at.index), press.person.user);
  }
  await press.redraw(await listed(ws, press.w));
}

async function saved(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w } = s;
  const { steps, at } = found(readAbout(s.metadata));
  const draft = draftOf(s.state, steps);
  const read = ruleOf(draft, factsOf(await kindsIn(ws, w), draft.kind), w);
  if ('errors' in read) return read;
  const before = await routes(ws).get(ws.team);
  const old = at && before.rules[at.index];
  const rule = old ? keeping(old, read.rule) : read.rule;
  // Duplicates are stored once.
  if (before.rules.some(r => JSON.stringify(r) === JSON.stringify(rule))) return { close: true };
  const changed = { errors: { [routeInput.kind]: w.routes.changed } };
  if (at && (!old || before.version !== at.version)) return changed;
  const rules = at ? before.rules.map((r, i) => (i === at.index ? rule : r)) : placed(before.rules, rule);
  if (rules.length > MOST_ROUTES || !routeRuleSchema.safeParse(rule).success)
    return { errors: { [routeInput.kind]: w.routes.refused } };
  if (!(await saveRoutes(ws, before, rules, s.person.user))) return changed;
  redrawBeneath(ws, s, () => listed(ws, w));
  return { close: true };
}

function placeIn(value: string): { version: number; index: number } | undefined {
  const [version, index] = value.split(':').map(Number);
  return Number.isSafeInteger(version) && Number.isSafeInteger(index)
    ? { version: version ?? 0, index: index ?? 0 }
    : undefined;
}

const place = z.object({ version: z.number(), index: z.number().int().nonnegative() });
const metadataSchema = z.object({ steps: z.number().int(), at: place.exactOptional() });

const readAbout = (text: string): RouteMetadata | undefined => readMetadata(metadataSchema, text);
