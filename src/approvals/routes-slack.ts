import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { routeAction, routeInput } from '../../blocks/approval-ids.ts';
import { action, callback } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import { routeForm } from '../../blocks/route-form.ts';
import { MOST_ROUTES, routesModal } from '../../blocks/routes.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import type { Clock } from '../shared/clock.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Refusals } from '../slack/refusals.ts';
import type { Acting, ModalAnswer, Press, Router } from '../slack/router.ts';
import type { Kinds } from './kinds.ts';
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
import type { RoutesStore } from './routes-store.ts';

interface Parts {
  routes: RoutesStore;
  people: People;
  administration: PeopleAdministration;
  kinds: Kinds;
  refusals: Refusals;
  clock: Clock;
  team: () => string;
  client: WebClient;
}

/** Administrators define who decides on what, without code. */
export function routesSlack(router: Router, o: Parts): void {
  const allowed = async (acting: Acting): Promise<boolean> =>
    (await o.administration.allows(acting.person.user, 'define-forms')) === 'yes';

  /** For handlers of administrators only; everybody else is told. */
  const guarded = (handler: (press: Press) => Promise<void>) => async (press: Press) => {
    if (await allowed(press)) return handler(press);
    return o.refusals.tell({ code: 'administrators-only' }, press);
  };

  async function listed(w: Words) {
    const { version, rules } = await o.routes.get(o.team());
    const users = rules.flatMap(r =>
      r.steps.flatMap(s =>
        s.approvers.flatMap(a => (a.who === 'person' ? [a.user] : a.who === 'group' ? a.users : [])),
      ),
    );
    const [names, kinds] = await Promise.all([o.people.names(users), o.kinds.all().then(all => namedKinds(all, w))]);
    return routesModal({ version, rows: rules.map((r, index) => rowOf(r, index, names, kinds, w)) }, w);
  }

  async function form(draft: RouteDraft, at: RouteMetadata['at'], w: Words) {
    return routeForm(routeFormModel(draft, await namedKinds(await o.kinds.all(), w), at, w), w);
  }

  router.opens(
    action.openRoutes,
    guarded(async press => press.open(await listed(press.w))),
  );
  router.opens(
    action.addRoute,
    guarded(async press => press.open(await form(newDraft(), undefined, press.w))),
  );

  router.opens(
    routeAction.edit,
    guarded(async press => {
      const at = placeIn(press.value);
      const { version, rules } = await o.routes.get(o.team());
      const rule = at && version === at.version ? rules[at.index] : undefined;
      // Of an older list: it shows what stands before anything is changed.
      if (!rule) await press.redraw(await listed(press.w));
      else await press.open(await form(draftOfRule(rule), at, press.w));
    }),
  );

  /** Redraws the form as it stands, with other steps if they were asked for. */
  const refill = (by?: 1 | -1) =>
    guarded(async press => {
      const { view, w } = press;
      if (!view) return;
      const { steps, at } = found(readAbout(view.metadata));
      const draft = draftOf(view.state, steps);
      const drawn = await form(by ? withSteps(draft, by) : draft, at, w);
      await press.redraw(drawn);
    });
  router.opens(routeAction.fill, refill());
  router.opens(routeAction.addStep, refill(1));
  router.opens(routeAction.dropStep, refill(-1));

  /** Changes the list that a press shows. Of an older list, or pressed twice: nothing changes, and it shows what stands. */
  const change = (make: (rules: readonly RouteRule[], index: number) => RouteRule[]) =>
    guarded(async press => {
      const at = placeIn(press.value);
      const before = await o.routes.get(o.team());
      if (at && before.version === at.version && before.rules[at.index]) {
        const rules = make(before.rules, at.index);
        await o.routes.save(o.team(), before, rules, { at: o.clock.now(), by: press.person.user });
      }
      await press.redraw(await listed(press.w));
    });
  router.press(
    action.removeRoute,
    change((rules, index) => rules.filter((_, i) => i !== index)),
  );
  router.press(
    routeAction.up,
    change((rules, index) => moved(rules, index, -1)),
  );
  router.press(
    routeAction.down,
    change((rules, index) => moved(rules, index, 1)),
  );

  router.submitAbout(callback.route, readAbout, async (s): Promise<ModalAnswer> => {
    const { w } = s;
    if (!(await allowed(s)))
      return { update: notice(callback.notice, w.errors.title, w.refusal['administrators-only'], w.common.close) };
    const { steps, at } = found(readAbout(s.metadata));
    const draft = draftOf(s.state, steps);
    const read = ruleOf(draft, factsOf(await namedKinds(await o.kinds.all(), w), draft.kind), w);
    if ('errors' in read) return read;
    const before = await o.routes.get(o.team());
    const old = at && before.rules[at.index];
    const rule = old ? keeping(old, read.rule) : read.rule;
    // Sent twice, or the same rule again: it stands once.
    if (before.rules.some(r => JSON.stringify(r) === JSON.stringify(rule))) return { close: true };
    const changed = { errors: { [routeInput.kind]: w.routes.changed } };
    if (at && (!old || before.version !== at.version)) return changed;
    const rules = at ? before.rules.map((r, i) => (i === at.index ? rule : r)) : placed(before.rules, rule);
    if (rules.length > MOST_ROUTES || !routeRuleSchema.safeParse(rule).success)
      return { errors: { [routeInput.kind]: w.routes.refused } };
    if (!(await o.routes.save(o.team(), before, rules, { at: o.clock.now(), by: s.person.user }))) return changed;
    s.later(() => redrawModal(o.client, s.beneath, () => listed(w)));
    return { close: true };
  });
}

/** `version:index` of a row's button. */
function placeIn(value: string): { version: number; index: number } | undefined {
  const [version, index] = value.split(':').map(Number);
  return Number.isSafeInteger(version) && Number.isSafeInteger(index)
    ? { version: version ?? 0, index: index ?? 0 }
    : undefined;
}

const place = z.object({ version: z.number(), index: z.number().int().nonnegative() });
const metadataSchema = z.object({ steps: z.number().int(), at: place.exactOptional() });

const readAbout = (text: string): RouteMetadata | undefined => readMetadata(metadataSchema, text);
