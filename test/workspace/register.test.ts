import { describe, expect, it } from 'vitest';
import { callback } from '../../blocks/ids.ts';
import { words } from '../../src/i18n/index.ts';
import { effect } from '../../src/outbox/effect.ts';
import type { PeopleAdministration } from '../../src/people/administer.ts';
import type { Command, Press, Router, Shortcut, Submission } from '../../src/slack/router.ts';
import { type Feature, handle } from '../../src/workspace/feature.ts';
import { register, tableOf } from '../../src/workspace/register.ts';
import type { Right, Routes } from '../../src/workspace/routes.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { testWorkspace } from '../support/workspace.ts';

type Answer = (came: never) => Promise<unknown>;

/** A router that keeps what is registered, by kind and id. */
function routerOf(): { router: Router; routes: Map<string, Answer> } {
  const routes = new Map<string, Answer>();
  const keep =
    (kind: string) =>
    (id: string, run: Answer): void =>
      void routes.set(`${kind} ${id}`, run);
  const router: Pick<Router, keyof Routes> = {
    press: keep('press'),
    open: keep('open'),
    submit: (id, _reads, run) => keep('submit')(id, run),
    command: keep('command'),
    shortcut: keep('shortcut'),
    event: keep('event'),
  };
  return { router: router as Router, routes };
}

const w = words('en');
const HR_ONLY = w.people.denied['hr-only'];

/** HR may do anything; of others nobody else may anything, and `U_NEW` is known once it was read. */
function workspace(): { ws: Workspace; asked: string[] } {
  const asked: string[] = [];
  const known = new Set(['U_HR', 'U_MINJI']);
  const rights = {
    allows: async (actor: string, action: string, subject?: string) => {
      asked.push([actor, action, ...(subject ? [subject] : [])].join(' '));
      if (subject !== undefined && !known.has(subject)) return 'not-found';
      return actor === 'U_HR' ? 'yes' : 'hr-only';
    },
  } as PeopleAdministration;
  const people = { person: async (user: string) => void (user === 'U_NEW' && known.add(user)) };
  return { ws: testWorkspace({ rights, people: people as never }), asked };
}

const came = (user: string, value = '') => {
  const shown: unknown[] = [];
  const acting = { person: { user }, w, value, metadata: value };
  return {
    shown,
    acting: {
      ...acting,
      tell: async (text: string) => void shown.push(text),
      open: async (modal: unknown) => void shown.push(modal),
    } as never,
  };
};

const KINDS = ['press', 'open', 'submit', 'command', 'shortcut'] as const;

/** A feature with one route of each kind, and what its handlers did. */
function feature(right: Right<unknown>): { feature: Feature; done: string[] } {
  const done: string[] = [];
  const routes = (r: Routes): void => {
    r.press('parrot', right as Right<Press>, async (_ws, { person }) => void done.push(`press ${person.user}`));
    r.open('parrots', right as Right<Press>, async (_ws, { person }) => void done.push(`open ${person.user}`));
    r.submit('parrot', right as Right<Submission>, async (_ws, { person }) => {
      done.push(`submit ${person.user}`);
      return { close: true };
    });
    r.command('/parrot', right as Right<Command>, async (_ws, { person }) => {
      done.push(`command ${person.user}`);
      return { text: 'fed', blocks: [] };
    });
    r.shortcut(
      'parrot',
      right as Right<Shortcut>,
      async (_ws, { person }) => void done.push(`shortcut ${person.user}`),
    );
  };
  return { feature: { name: 'parrots', routes }, done };
}

function registered(right: Right<never>) {
  const { ws, asked } = workspace();
  const { router, routes } = routerOf();
  const { feature: parrots, done } = feature(right as Right<unknown>);
  register(ws, [parrots], router);
  const ids = { press: 'parrot', open: 'parrots', submit: 'parrot', command: '/parrot', shortcut: 'parrot' };
  const send = async (kind: (typeof KINDS)[number], user: string, value?: string) => {
    const { shown, acting } = came(user, value);
    const answer = await routes.get(`${kind} ${ids[kind]}`)?.(acting);
    return { shown, answer };
  };
  return { send, done, asked };
}

describe('a route with a right', () => {
  it.each(KINDS)('is handled for whoever may, by %s', async kind => {
    const { send, done, asked } = registered({ may: 'change-settings' });
    const { shown, answer } = await send(kind, 'U_HR');
    expect(done).toEqual([`${kind} U_HR`]);
    expect(asked).toEqual(['U_HR change-settings']);
    expect(shown).toEqual([]);
    if (kind === 'submit') expect(answer).toEqual({ close: true });
    if (kind === 'command') expect(answer).toEqual({ text: 'fed', blocks: [] });
  });

  it.each(['press', 'open'] as const)('tells whoever may not, and does nothing, by %s', async kind => {
    const { send, done } = registered({ may: 'change-settings' });
    expect((await send(kind, 'U_MINJI')).shown).toEqual([HR_ONLY]);
    expect(done).toEqual([]);
  });

  it('answers a form with a notice', async () => {
    const { send, done } = registered({ may: 'change-settings' });
    const { answer } = await send('submit', 'U_MINJI');
    expect(answer).toMatchObject({ update: { type: 'modal', callback_id: callback.notice } });
    expect(JSON.stringify(answer)).toContain(HR_ONLY);
    expect(done).toEqual([]);
  });

  it('answers a command in words', async () => {
    const { send, done } = registered({ may: 'change-settings' });
    expect((await send('command', 'U_MINJI')).answer).toEqual({ text: HR_ONLY, blocks: [] });
    expect(done).toEqual([]);
  });

  it('opens a notice for a shortcut', async () => {
    const { send, done } = registered({ may: 'change-settings' });
    const { shown } = await send('shortcut', 'U_MINJI');
    expect(shown).toMatchObject([{ type: 'modal', callback_id: callback.notice }]);
    expect(JSON.stringify(shown)).toContain(HR_ONLY);
    expect(done).toEqual([]);
  });

  it('over a person is decided for the person that the payload names', async () => {
    const { send, done, asked } = registered({ may: 'give-leave', whom: (p: Press) => p.value } as Right<never>);
    await send('press', 'U_HR', 'U_MINJI');
    expect(asked).toEqual(['U_HR give-leave U_MINJI']);
    expect(done).toEqual(['press U_HR']);
  });

  it('over somebody who has just joined is decided once they were read', async () => {
    const { send, done, asked } = registered({ may: 'give-leave', whom: (p: Press) => p.value } as Right<never>);
    await send('press', 'U_HR', 'U_NEW');
    expect(asked).toHaveLength(2);
    expect(done).toEqual(['press U_HR']);
    expect((await send('press', 'U_HR', 'U_NOBODY')).shown).toEqual([w.people.denied['not-found']]);
    expect(done).toHaveLength(1);
  });

  it.each<Right<never>>([{ everyone: true }, { judgedBy: 'the parrot' }])('is for everyone as %j', async right => {
    const { send, done, asked } = registered(right);
    for (const kind of KINDS) await send(kind, 'U_MINJI');
    expect(done).toEqual(KINDS.map(kind => `${kind} U_MINJI`));
    expect(asked).toEqual([]);
  });
});

describe('features of a workspace', () => {
  const fed = handle(effect('parrot-fed', []), async () => undefined);

  it('that are off deliver what they stored before, and answer nothing', () => {
    const { ws } = workspace();
    const kinds: string[] = [];
    const outbox = { ...ws.outbox, register: (kind: string) => void kinds.push(kind) };
    const { router, routes } = routerOf();
    const off: Feature = { ...feature({ everyone: true }).feature, when: () => false, effects: [fed] };
    register(testWorkspace({ outbox }), [off], router);
    expect(kinds).toEqual(['parrot-fed']);
    expect([...routes.keys()]).toEqual([]);
  });

  it('are listed route by route, with their rights', () => {
    const right = { may: 'change-settings' } as const;
    const table = tableOf([feature(right).feature, { name: 'quiet' }]);
    expect(table).toEqual([
      { feature: 'parrots', kind: 'press', id: 'parrot', right },
      { feature: 'parrots', kind: 'open', id: 'parrots', right },
      { feature: 'parrots', kind: 'submit', id: 'parrot', right },
      { feature: 'parrots', kind: 'command', id: '/parrot', right },
      { feature: 'parrots', kind: 'shortcut', id: 'parrot', right },
    ]);
  });
});
