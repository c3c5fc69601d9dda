import { callback } from '../../blocks/ids.ts';
import { notice } from '../../blocks/kit.ts';
import { watch } from '../shared/watched.ts';
import { nothing } from '../slack/metadata.ts';
import type { Acting, Press, Router } from '../slack/router.ts';
import type { Feature } from './feature.ts';
import { noteShownHome } from './home.ts';
import type { Right, Routes } from './routes.ts';
import type { Workspace } from './workspace.ts';

/** The sentence of a refusal; undefined: allowed. */
async function denied<C extends Pick<Acting, 'person' | 'w'>>(
  ws: Workspace,
  right: Right<C>,
  came: C,
): Promise<string | undefined> {
  if (!('may' in right)) return undefined;
  const { user } = came.person;
  const subject = right.whom?.(came);
  let answer = await ws.rights.allows(user, right.may, subject);
  if (answer === 'not-found' && subject !== undefined) {
    // They may have joined since members were read.
    await ws.people.person(subject);
    answer = await ws.rights.allows(user, right.may, subject);
  }
  if (answer === 'yes') return undefined;
  watch('refused', { may: right.may });
  return came.w.people.denied[answer];
}

/** Handlers run only for those who may. */
function routesOf(ws: Workspace, router: Router): Routes {
  const allowed =
    (right: Right<Press>, handler: (ws: Workspace, press: Press) => Promise<void>) =>
    async (press: Press): Promise<void> => {
      if (press.view?.type === 'home') noteShownHome(ws, press.person.user, press.view.hash);
      const no = await denied(ws, right, press);
      await (no === undefined ? handler(ws, press) : press.tell(no));
    };
  return {
    press: (id, right, handler, ahead) => router.press(id, allowed(right, handler), ahead && (user => ahead(ws, user))),
    open: (id, right, handler) => router.open(id, allowed(right, handler)),
    submit: (id, right, handler, reads = nothing) =>
      router.submit(id, reads, async s => {
        const no = await denied(ws, right, s);
        if (no === undefined) return handler(ws, s);
        return { update: notice(callback.notice, s.w.errors.title, no, s.w.common.close) };
      }),
    command: (name, right, handler) =>
      router.command(name, async command => {
        const no = await denied(ws, right, command);
        return no === undefined ? handler(ws, command) : { text: no, blocks: [] };
      }),
    shortcut: (id, right, handler) =>
      router.shortcut(id, async s => {
        const no = await denied(ws, right, s);
        await (no === undefined
          ? handler(ws, s)
          : s.open(notice(callback.notice, s.w.errors.title, no, s.w.common.close)));
      }),
    event: (type, handler) => router.event(type, event => handler(ws, event)),
  };
}

/** Of features that are off only effects are delivered. */
export function register(ws: Workspace, features: readonly Feature[], router: Router): void {
  const routes = routesOf(ws, router);
  for (const feature of features) {
    for (const { kind, run, audience, pace } of feature.effects ?? [])
      ws.outbox.register(kind.kind, async (doc, effect, sender) => (await run(ws, doc, effect, sender)) ?? undefined, {
        audience,
        pace,
      });
    if (feature.when && !feature.when(ws.config)) continue;
    feature.routes?.(routes);
  }
}

export interface Route {
  feature: string;
  kind: keyof Routes;
  id: string;
  right?: Right<never>;
}

export function tableOf(features: readonly Feature[]): Route[] {
  const table: Route[] = [];
  for (const { name: feature, routes } of features) {
    const note = (kind: keyof Routes) => (id: string, right: unknown) =>
      void table.push({
        feature,
        kind,
        id,
        ...(typeof right === 'object' && !Array.isArray(right) ? { right: right as Right<never> } : {}),
      });
    routes?.({
      press: note('press'),
      open: note('open'),
      submit: note('submit'),
      command: note('command'),
      shortcut: note('shortcut'),
      event: note('event'),
    });
  }
  return table;
}
