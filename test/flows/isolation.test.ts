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
/** How many buttons are pressed by each person: at night all that there are. */
const STEPS = isLong ? 600 : 90;
/** Written by the minute's jobs, whatever is sent. */
const BY_JOBS = new Set(['jobRuns', 'runs', 'received']);

/**
 * Two companies with the same user ids in one process and one database. What is pressed and sent in one is recorded,
 * and sent in the other: every route gets something that only the one has.
 */
describe('a workspace', () => {
  let world: SlackOfTwo;
  const recorded: Json[] = [];
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

  /** Presses everything once that a person can see, and submits every form as it stands. */
  async function pressEverything(slack: Simulator, user: string, channels: readonly string[]): Promise<void> {
    const me = slack.as(user);
    const done = new Set<string>();
    const fresh = (found: readonly Found[]): Found | undefined =>
      found.find(f => f.element.type !== 'file_input' && !done.has(keyOf(f)) && choiceOf(f) !== undefined);
    await me.openHome();
    await world.quiet();
    for (let steps = 0; steps < STEPS; steps++) {
      const modal = me.modal();
      const shown = (modal ?? me.home())?.blocks as Json[];
      const found = fresh(interactive(shown ?? []).filter(f => f.block.type !== 'input' || f.block.dispatch_action));
      const form = modal && `form ${modal.callbackId}`;
      if (found) {
        done.add(keyOf(found));
        const options = { blockId: found.blockId, ...choiceOf(found) };
        await me.press(modal ? 'modal' : 'home', String(found.element.action_id), options).catch(() => undefined);
      } else if (form && !done.has(form) && modal.submit) {
        done.add(form);
        await me.submit().catch(() => undefined);
      } else if (modal) await me.dismiss();
      else {
        const message = channels
          .flatMap(channel => me.messages(channel).map(m => ({ channel, m })))
          .map(({ channel, m }) => ({ channel, ts: m.ts, found: fresh(interactive((m.blocks ?? []) as Json[])) }))
          .find(m => m.found);
        if (!message?.found) return;
        done.add(keyOf(message.found));
        const options = { blockId: message.found.blockId, ...choiceOf(message.found) };
        const at = { channel: message.channel, ts: message.ts };
        await me.press(at, String(message.found.element.action_id), options).catch(() => undefined);
      }
      await world.quiet();
    }
  }

  /** Sends something in the other workspace; notes what of this one is shown there. */
  async function send(slack: Simulator, what: string, body: Json, kind: 'interaction' | 'command'): Promise<void> {
    const last = slack.calls.at(-1);
    const answer = await slack.deliver(body, { kind });
    await world.quiet();
    const calls = slack.calls.slice(last ? slack.calls.lastIndexOf(last) + 1 : 0);
    for (const shown of [answer.body, ...calls.map(c => JSON.stringify(c.args))])
      if (shown.includes(MARK)) crossed.push(`${what}: ${shown.slice(0, 300)}`);
  }
  const elsewhere = (slack: Simulator, body: Json): Json => ({
    ...body,
    team: { id: slack.team.id, domain: slack.team.domain },
    user: { ...(body.user as Json), team_id: slack.team.id },
    trigger_id: `replayed.${++n}`,
    ...(body.actions ? { actions: (body.actions as Json[]).map(a => ({ ...a, action_ts: `2.${n}` })) } : {}),
  });

  beforeAll(async () => {
    world = await slackOfTwo({ sent: ({ kind, payload }) => void (kind === 'interaction' && recorded.push(payload)) });
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
    const channels = ['app', world.adminChannel];
    for (const user of isLong ? [people.owner, people.minji] : [people.owner])
      await pressEverything(birch, user, channels);
    await acorn.as(people.owner).openHome();
    await world.quiet();
  }, 300_000);
  afterAll(() => world.close());

  it('is left as it is, and shown nowhere else, by every route of another', async () => {
    const { acorn, people } = world;
    const before = await docsOf(TEAMS.birch);
    const sent = recorded.splice(0);
    const routes = tableOf(FEATURES).filter(r => r.kind !== 'event');
    const kept = new Map<string, number>();
    const real = new Set<string>();
    for (const body of sent) {
      const id = idOf(body);
      const times = kept.get(id) ?? 0;
      if (times >= 2) continue;
      kept.set(id, times + 1);
      real.add(id);
      await send(acorn, id, elsewhere(acorn, body), 'interaction');
    }
    // A route that nobody sees a button of gets ids of everything that the one has.
    const ids = Object.values(before).flatMap(docs => docs.slice(-1).map(d => String(d._id)));
    const bare = ids.map(id => id.replace(`${TEAMS.birch}:`, ''));
    const values = [...ids, ...bare].flatMap(id => [id, `${id}:1:0`, `history|${id}:1:0`]);
    for (const [i, { kind, id }] of routes.entries())
      for (const value of someOf(values, i, real.has(id) ? 120 : 40)) {
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
    expect(await docsOf(TEAMS.birch)).toEqual(before);
    // Most routes got what Slack itself had sent.
    expect(real.size).toBeGreaterThan(isLong ? routes.length / 2 : STEPS / 6);
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
