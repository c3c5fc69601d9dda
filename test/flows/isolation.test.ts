import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedHistory } from '../../scripts/demo/history.ts';
import { seedPeople } from '../../scripts/demo/people.ts';
import { type Found, interactive } from '../../scripts/simulator/inputs.ts';
import type { Simulator } from '../../scripts/simulator/server.ts';
import { koreanCalendar } from '../../src/calendar/rules.ts';
import { COLLECTIONS, FEATURES } from '../../src/features.ts';
import { tableOf } from '../../src/workspace/register.ts';
import { isLong, someOf } from '../support/runs.ts';
import { type SlackOfTwo, slackOfTwo, TEAMS } from '../support/slack-of-two.ts';

type Json = Record<string, unknown>;

/** Each stands in every name of one company, and in nothing of the other. */
const [MARK, OTHER] = ['자작', '도토리'];
const ZONE = 'Asia/Seoul';
const DELIVERED = new Set(['effects', 'version', 'syncedAt', 'uncounted']);
/** How many buttons are pressed by each person: at night all that there are. */
const STEPS = isLong ? 600 : 90;
/** Written by the minute's jobs, whatever is sent. */
const BY_JOBS = new Set(['jobRuns', 'runs', 'received']);

const ROUTES = tableOf(FEATURES).filter(r => r.kind !== 'event');
const WRITING = new Set(ROUTES.filter(r => r.kind === 'press' || r.kind === 'submit').map(r => String(r.id)));

/**
 * Two companies with the same user ids in one process and one database. What somebody presses and sends in one is sent
 * in the other first, while it still can be done; routes that nobody reached get ids of what only the one has.
 */
describe('a workspace', () => {
  let world: SlackOfTwo;
  let isWatching = false;
  const reached = new Set<string>();
  const crossed: string[] = [];
  let n = 0;

  const idOf = (body: Json): string => {
    const [pressed] = (body.actions ?? []) as { action_id: string }[];
    return String(
      pressed?.action_id ?? (body.view as Json | undefined)?.callback_id ?? body.callback_id ?? body.command,
    );
  };
  const docsOf = async (team: string) =>
    Object.fromEntries(
      await Promise.all(
        COLLECTIONS.filter(c => !BY_JOBS.has(c.collection)).map(async ({ collection }) => [
          collection,
          await world.database.db.collection(collection).find({ team }).sort({ _id: 1 }).toArray(),
        ]),
      ),
    ) as Record<string, Json[]>;

  /** What is stored of a workspace, without what is delivered meanwhile. */
  const storedOf = async (team: string): Promise<string[]> =>
    Object.entries(await docsOf(team)).flatMap(([collection, docs]) =>
      docs.map(doc => `${collection} ${JSON.stringify(doc, (key, value) => (DELIVERED.has(key) ? undefined : value))}`),
    );

  /** Presses everything once that a person can see, messages first, and submits every form as it stands. */
  async function pressEverything(slack: Simulator, user: string, channels: readonly string[]): Promise<void> {
    const me = slack.as(user);
    const done = new Set<string>();
    const fresh = (found: readonly Found[]): Found | undefined =>
      found.find(f => f.element.type !== 'file_input' && !done.has(keyOf(f)) && choiceOf(f) !== undefined);
    await me.openHome();
    await world.quiet();
    for (let steps = 0; steps < STEPS; steps++) {
      const modal = me.modal();
      const onScreen = (modal ? [] : channels).flatMap(channel =>
        me.messages(channel).map(({ ts, blocks }) => ({ place: { channel, ts }, blocks })),
      );
      const screens = [
        ...onScreen,
        { place: modal ? ('modal' as const) : ('home' as const), blocks: modal?.blocks ?? me.home()?.blocks },
      ];
      const [next] = screens.flatMap(({ place, blocks = [] }) => {
        const all = interactive(blocks as Json[]);
        const found = fresh(all.filter(f => f.block.type !== 'input' || f.block.dispatch_action === true));
        return found ? [{ place, found }] : [];
      });
      const form = `form ${modal?.callbackId}`;
      if (next) {
        const { place, found } = next;
        done.add(keyOf(found));
        const options = { blockId: found.blockId, ...choiceOf(found) };
        await me.press(place, String(found.element.action_id), options).catch(() => undefined);
      } else if (!modal) return;
      else if (modal.submit && !done.has(form)) {
        done.add(form);
        await me.submit().catch(() => undefined);
      } else await me.dismiss();
      await world.quiet();
    }
  }

  /** Sends something in the other workspace; notes what of this one is shown there. */
  async function send(slack: Simulator, what: string, body: Json, kind: 'interaction' | 'command'): Promise<void> {
    const last = slack.calls.at(-1);
    const writes = WRITING.has(what);
    const stored = writes ? await storedOf(TEAMS.birch) : [];
    const answer = await slack.deliver(body, { kind });
    // Not the other one, which waits for this.
    do {
      await slack.settled(60_000);
      await world.app.idle();
    } while (!slack.isSettled());
    if (writes) {
      const before = new Set(stored);
      const changed = (await storedOf(TEAMS.birch)).find(doc => !before.has(doc));
      if (changed) crossed.push(`${what} changed ${changed.slice(0, 600)}`);
    }
    const calls = slack.calls.slice(last ? slack.calls.lastIndexOf(last) + 1 : 0);
    for (const shown of [answer.body, ...calls.map(c => JSON.stringify(c.args))])
      if (shown.includes(MARK)) crossed.push(`${what}: ${shown.slice(0, 300)}`);
  }
  /** Slack says everywhere in the envelope that it is the other workspace; what the app wrote stays. */
  const elsewhere = ({ team }: Simulator, body: Json): Json => {
    const text = JSON.stringify(body).replaceAll(/("(?:app_installed_)?team_id":)"\w+"/g, `$1"${team.id}"`);
    const moved = JSON.parse(text) as Json;
    const actions = (moved.actions as Json[] | undefined)?.map(a => ({ ...a, action_ts: `2.${n}` }));
    const user = { ...(moved.user as Json), team_id: team.id };
    return { ...moved, team, user, trigger_id: `replayed.${++n}`, ...(actions ? { actions } : {}) };
  };

  beforeAll(async () => {
    world = await slackOfTwo({
      sending: async ({ kind, payload }) => {
        if (!isWatching || kind === 'event') return;
        reached.add(idOf(payload));
        await send(world.acorn, idOf(payload), elsewhere(world.acorn, payload), kind);
      },
    });
    const { acorn, birch, database, people } = world;
    for (const [slack, mark] of [
      [birch, MARK],
      [acorn, OTHER],
    ] as const)
      for (const user of slack.users.values())
        if (!user.isBot) user.realName = user.displayName = `${mark} ${user.realName}`;
    const seed = { zone: ZONE, now: acorn.clock.now(), seeded: world.seeded };
    for (const { team, users } of [acorn, birch]) await seedPeople(database.db, { ...seed, team: team.id, users });
    await seedHistory(database.db, { ...seed, team: TEAMS.birch, calendar: koreanCalendar(), days: 12 });
    for (const slack of [acorn, birch]) await slack.as(people.owner).install(world.installPage);
    await world.quiet();
    await acorn.as(people.owner).openHome();
    await world.quiet();
    // What the jobs of a first minute write.
    await world.app.tick();
    await world.quiet();
    isWatching = true;
    const channels = ['app', world.adminChannel];
    for (const user of isLong ? [people.owner, people.minji] : [people.owner])
      await pressEverything(birch, user, channels);
    isWatching = false;
  }, 600_000);
  afterAll(() => world.close());

  it('is left as it is, and shown nowhere else, by every route of another', async () => {
    const { acorn, people } = world;
    const [before, stored] = [await docsOf(TEAMS.birch), await storedOf(TEAMS.birch)];
    const ids = Object.values(before).flatMap(docs => docs.slice(-1).map(d => String(d._id)));
    const bare = ids.map(id => id.replace(`${TEAMS.birch}:`, ''));
    const values = [...ids, ...bare].flatMap(id => [id, `${id}:1:0`, `history|${id}:1:0`]);
    for (const [i, { kind, id }] of ROUTES.entries())
      for (const value of someOf(values, i, reached.has(id) ? values.length : 40)) {
        const metadata = JSON.stringify({
          id: value,
          user: people.minji,
          seen: value,
          kind: 'leave',
          month: '2026-11',
        });
        const view = { id: 'V1', hash: 'h', type: 'modal', callback_id: id, private_metadata: metadata, blocks: [] };
        const shown = { view: { ...view, state: { values: {} } }, user: { id: people.owner } };
        const actions = [{ type: 'button', action_id: id, block_id: 'b', action_ts: '1', value }];
        if (kind === 'command')
          await send(
            acorn,
            id,
            {
              command: id,
              text: value,
              team_id: TEAMS.acorn,
              user_id: people.owner,
              channel_id: 'D1',
              trigger_id: `c${++n}`,
            },
            'command',
          );
        else {
          const type = {
            press: 'block_actions',
            open: 'block_actions',
            submit: 'view_submission',
            shortcut: 'shortcut',
          }[kind as 'press'];
          const more = type === 'block_actions' ? { actions } : type === 'shortcut' ? { callback_id: id } : {};
          await send(acorn, `${id} ${value}`, elsewhere(acorn, { type, ...shown, ...more }), 'interaction');
        }
      }
    expect(crossed).toEqual([]);
    expect(await storedOf(TEAMS.birch)).toEqual(stored);
    // At night most routes get what Slack itself has sent.
    expect(reached.size).toBeGreaterThan(isLong ? ROUTES.length / 2 : STEPS / 4);
  }, 480_000);

  it('has its own days, jobs and messages', async () => {
    const { acorn, birch } = world;
    for (const iso of ['2026-11-24T18:31:00+09:00', '2026-11-25T09:05:00+09:00', '2026-12-01T09:30:00+09:00']) {
      await acorn.clock.jump(Date.parse(iso));
      await world.app.tick();
      await world.quiet();
    }
    const shown = (slack: Simulator) => slack.calls.filter(c => /^(views|chat|files)\./.test(c.method));
    expect(shown(acorn).filter(c => JSON.stringify(c.args).includes(MARK))).toEqual([]);
    expect(shown(birch).filter(c => JSON.stringify(c.args).includes(OTHER))).toEqual([]);
    expect(shown(birch).filter(c => JSON.stringify(c.args).includes(MARK)).length).toBeGreaterThan(5);
    const docs = await docsOf(TEAMS.acorn);
    expect(
      Object.values(docs)
        .flat()
        .filter(d => JSON.stringify(d).includes(MARK)),
    ).toEqual([]);
    // Everything says whose it is, so that it can be deleted with it.
    const named = { $or: [{ team: { $in: Object.values(TEAMS) } }, { _id: /^T0(ACORN|BIRCH)\b/ }] };
    const nobodys = await Promise.all(
      COLLECTIONS.filter(c => c.collection !== 'spentStates').map(async ({ collection }) => [
        collection,
        await world.database.db
          .collection(collection)
          .find({ $nor: [named] } as never)
          .toArray(),
      ]),
    );
    expect(nobodys.filter(([, docs]) => docs?.length)).toEqual([]);
  });
});

const keyOf = ({ element }: Found): string => {
  const choice = Object.values(choiceOf({ element } as Found) ?? {})[0];
  return `${element.action_id} ${String(choice ?? '').split(/[|:]/, 1)[0]}`;
};

/** What to press, or to choose of a list; undefined: nothing that can be chosen here. */
function choiceOf({ element }: Pick<Found, 'element'>): { buttonValue?: string; value?: unknown } | undefined {
  const { type } = element;
  const { options, option_groups: groups } = element as { options?: Json[]; option_groups?: Json[] };
  if (type === 'button')
    return element.url ? undefined : typeof element.value === 'string' ? { buttonValue: element.value } : {};
  const all = [...(options ?? []), ...((groups ?? []) as { options: Json[] }[]).flatMap(g => g.options)];
  const [first] = all;
  if (first && /static_select|overflow|radio/.test(type) && !type.startsWith('multi'))
    return { value: all.at(-1)?.value };
  if (first && /checkboxes|multi_static/.test(type)) return { value: [first.value] };
  if (type === 'datepicker') return { value: '2026-11-23' };
  return undefined;
}
