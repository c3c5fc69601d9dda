import { adminAction } from '../../../blocks/administration-ids.ts';
import { action } from '../../../blocks/ids.ts';
import { manageAction } from '../../../blocks/manage-ids.ts';
import type { Faults } from '../../../scripts/simulator/web-api/faults.ts';
import { localDate } from '../../../src/calendar/rules.ts';
import { blockOf } from '../../support/manage.ts';
import { until } from '../../support/until.ts';
import { insist } from '../insist.ts';
import type { Scenario } from '../scenario.ts';
import { verify } from '../verify.ts';
import { askLeave, dismissAll } from '../work.ts';
import { type FaultWorld, openWorld } from '../world.ts';

/** Every method that the app uses, in the order of the day that calls them. `upload` is no method: where a file's bytes go. */
const METHODS = [
  ...['auth.test', 'users.list', 'views.publish', 'users.info', 'views.open', 'views.update', 'views.push'],
  ...['chat.postMessage', 'conversations.history', 'conversations.open', 'conversations.replies', 'conversations.info'],
  ...['chat.update', 'chat.postEphemeral', 'files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'],
  ...[
    'files.info',
    'oauth.v2.access',
    'users.profile.set',
    'dnd.info',
    'dnd.setSnooze',
    'dnd.endSnooze',
    'auth.revoke',
  ],
] as const;

const SOCKET_METHODS = ['apps.connections.open'] as const;

/** After this an answer comes too late for any client of the app, ms. */
const LATE_MS = 5_500;
/** Tries of one effect are 2, 10 and 30 s apart. */
const STATUS_MS = 90_000;

interface Kind {
  name: string;
  does: string;
  strike(faults: Faults, method: string): void;
}

const KINDS: Kind[] = [
  { name: 'lost', does: 'it does what is asked, and its answer is lost', strike: (f, m) => f.loseAnswer(m, 1) },
  { name: 'late', does: 'it does what is asked, and answers too late', strike: (f, m) => f.answerLate(m, LATE_MS, 1) },
  { name: '429', does: 'it answers 429', strike: (f, m) => f.rateLimit(m, true, { retryAfter: 1, times: 1 }) },
  { name: '500', does: 'it does nothing and answers 500', strike: (f, m) => f.fail(m, { status: 500 }, 1) },
  {
    name: '500-done',
    does: 'it does what is asked and answers 500',
    strike: (f, m) => f.breakAfter(m, { status: 500 }, 1),
  },
  { name: 'fatal', does: 'it does nothing and answers `fatal_error`', strike: (f, m) => f.fail(m, 'fatal_error', 1) },
  {
    name: 'fatal-done',
    does: 'it does what is asked and answers `fatal_error`',
    strike: (f, m) => f.breakAfter(m, { error: 'fatal_error' }, 1),
  },
];

/** A day that uses every method of Slack, each of which fails at its first call. */
async function day(world: FaultWorld, strike: (method: string) => void): Promise<void> {
  const { slack, seeded } = world;
  const { owner, admin } = seeded;
  const [sender, outsider, stranger, away] = world.users.slice(-4) as [string, string, string, string];
  const cards = () => slack.as(owner).messages(seeded.adminChannel);
  const bot = slack.app.botUser;

  // Somebody whom the app has never heard of.
  await world.read(db => db.collection('people').deleteOne({ user: stranger }));
  strike('views.publish');
  strike('users.info');
  const home = slack.as(stranger).home()?.hash;
  await insist(
    'Home',
    () => slack.as(stranger).openHome(),
    () => slack.as(stranger).home()?.hash !== home,
  );

  // A leave, by a form that changes while it is filled in; its card, decided.
  const sent = cards().length;
  strike('views.open');
  strike('views.update');
  strike('chat.postMessage');
  strike('conversations.history');
  await insist(
    'a leave',
    () => askLeave(world, sender, nextDay(world, 8)),
    () => cards().length > sent,
  );
  const card = cards().at(-1);
  const at = { channel: seeded.adminChannel, ts: card?.ts ?? '' };
  const isOpen = () => JSON.stringify(cards().find(m => m.ts === at.ts)?.blocks).includes(`"${action.approve}"`);
  await slack.join(seeded.adminChannel, outsider);
  strike('chat.postEphemeral');
  await insist(
    'a refusal',
    () => slack.as(outsider).press(at, action.approve),
    () => slack.as(outsider).ephemerals().length > 0,
  );
  strike('chat.update');
  strike('chat.postMessage');
  strike('conversations.open');
  await insist(
    'a decision',
    () => slack.as(owner).press(at, action.approve),
    () => !isOpen(),
  );

  // Words in a thread of a channel.
  strike('chat.postMessage');
  strike('conversations.replies');
  const answers = () =>
    slack
      .as(sender)
      .messages('general')
      .filter(m => m.user === bot).length;
  const before = answers();
  await slack.join('general', sender);
  await insist(
    'an answer',
    () => slack.as(sender).say('general', `<@${bot}> 상태`),
    () => answers() > before || slack.as(sender).ephemerals('general').length > 0,
  );
  strike('chat.postMessage');
  await insist(
    'a word',
    () => slack.as(sender).say('general', `<@${bot}> 도움말`),
    () => answers() > before,
  );

  // The file for payroll.
  for (const [user, methods] of [
    [admin, ['files.getUploadURLExternal', 'upload']],
    [owner, ['files.completeUploadExternal', 'files.info']],
  ] as const) {
    methods.forEach(strike);
    const files = () =>
      slack
        .as(user)
        .messages('app')
        .filter(m => m.files?.length).length;
    const had = files();
    await slack.as(user).command('/daybook export 2026-11 csv');
    await until(() => files() > had, { what: 'the file', timeout: STATUS_MS });
  }

  // A modal in place of a modal, and one on it.
  const chief = slack.as(admin);
  const has = (id: string) => JSON.stringify(chief.modal()).includes(`"${id}"`);
  const openHub = async (): Promise<void> => {
    await dismissAll(chief);
    await chief.press('home', manageAction.open);
    await slack.until(() => has(adminAction.openPeople), 2_000, 'the hub');
  };
  strike('views.open');
  await insist('the hub', openHub, () => has(adminAction.openPeople));
  strike('views.update');
  const openPeople = async (): Promise<void> => {
    if (!has(adminAction.openPeople)) await openHub();
    await chief.press('modal', adminAction.openPeople, { blockId: blockOf(chief.modal(), adminAction.openPeople) });
  };
  await insist('the list of people', openPeople, () => has(adminAction.openPerson));
  strike('views.push');
  await insist(
    'a person',
    () => chief.press('modal', adminAction.openPerson, { buttonValue: sender }),
    () => chief.modals().length >= 2,
  );
  await dismissAll(chief);

  await status(world, strike, away);
}

/** Somebody's own Slack status and notifications, from their consent to its end. */
async function status(world: FaultWorld, strike: (method: string) => void, user: string): Promise<void> {
  const { slack, seeded } = world;
  const person = slack.as(user);
  const settings = async (): Promise<string> => {
    await dismissAll(person);
    await person.press('home', action.openSettings);
    await slack.until(() => person.modal(), 4_000, 'the settings');
    return JSON.stringify(person.modal()?.blocks);
  };
  const allow = async (): Promise<void> => {
    const link = /"url":"([^"]+)"/.exec(await settings())?.[1] ?? '';
    await person.consent(link);
  };
  const tokens = () => slack.tokensOf(user);
  strike('oauth.v2.access');
  let shown = '';
  const look = (id: string) => async () => {
    await allow();
    shown = await settings();
    await dismissAll(person);
    return id;
  };
  await insist('a consent', look('status'), () => shown.includes(`"${action.endStatus}"`));
  await insist('a second one', look('dnd'), () => shown.includes(`"${action.endDnd}"`));
  for (const method of ['users.profile.set', 'dnd.setSnooze']) strike(method);
  const cards = () => slack.as(seeded.owner).messages(seeded.adminChannel);
  const sent = cards().length;
  await insist(
    'a leave of today',
    () => askLeave(world, user, nextDay(world, 0)),
    () => cards().length > sent,
  );
  const at = { channel: seeded.adminChannel, ts: cards().at(-1)?.ts ?? '' };
  await slack.as(seeded.owner).press(at, action.approve);
  await until(() => person.snoozedUntil() !== undefined, { what: 'the pause of notifications', timeout: STATUS_MS });
  await until(() => person.status().text !== '', { what: 'the status', timeout: STATUS_MS });
  for (const method of ['dnd.info', 'dnd.endSnooze', 'auth.revoke']) strike(method);
  await insist(
    'the end of the consent',
    () => settings().then(() => person.press('modal', action.endStatus)),
    () => tokens() === 0 || person.status().text === '',
  );
  await until(() => person.status().text === '' && person.snoozedUntil() === undefined && tokens() === 0, {
    what: 'the end of the status',
    timeout: STATUS_MS,
  });
  await dismissAll(person);
}

const nextDay = (world: FaultWorld, days: number): string => {
  const [year = 0, month = 0, date = 0] = localDate(world.slack.clock.now(), 'Asia/Seoul').split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
};

function answering({ name, does, strike }: Kind): Scenario {
  return {
    name: `slack-${name}`,
    does: `Slack, at the first call of each method: ${does}`,
    run: async ({ prepared, seed }) => {
      const world = await openWorld({ prepared, seed, ahead: prepared.ahead, status: true, socket: name === '429' });
      const { faults } = world.slack;
      const methods = [...METHODS, ...(world.socket ? SOCKET_METHODS : [])];
      try {
        for (const method of ['auth.test', 'users.list', 'conversations.info', 'apps.connections.open'])
          if (methods.includes(method as never)) strike(faults, method);
        // As whoever runs it does: what ends is started again.
        for (let tries = 0; world.apps.length === 0 && tries < 4; tries++) await world.start().catch(() => undefined);
        await day(world, method => strike(faults, method));
        const found = await verify(world);
        const missed = methods.filter(m => !faults.struck.has(m));
        const used = new Set(world.slack.calls.map(c => c.method));
        const unknown = [...used].filter(m => !methods.includes(m as never));
        return {
          ...found,
          stuck: [...found.stuck, ...unknown.map(m => `${m} is called, and no scenario makes it fail`)],
          struck: `${methods.length - missed.length} of ${methods.length} methods${missed.length > 0 ? ` (not ${missed.join(', ')})` : ''}`,
        };
      } finally {
        faults.clear();
        await world.close();
      }
    },
  };
}

export const slackAnswers: Scenario[] = KINDS.map(answering);
