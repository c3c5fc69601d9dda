import type { Document } from 'mongodb';
import { action } from '../../blocks/ids.ts';
import { COLLECTIONS } from '../../src/features.ts';
import { textsOf } from '../support/daybook.ts';
import { until } from '../support/until.ts';
import { isTrouble } from './tally.ts';
import { type FaultWorld, logOf } from './world.ts';

/** What a scenario found: all of it must be 0. */
export interface Found {
  /** said to be recorded, and not stored; owed, and never sent */
  lost: string[];
  /** stored or sent more than once; said not to be recorded, and stored */
  doubled: string[];
  /** owed without end; leases that nobody gives back; Homes that show something older */
  stuck: string[];
}

export interface Verified extends Found {
  deeds: number;
  yes: number;
  no: number;
  unsure: number;
  messages: number;
  /** failed deliveries */
  failures: number;
  /** until nothing was owed any more, ms */
  settledMs: number;
}

const SETTLING_MS = 120_000;
const ANSWERS_MS = 10_000;
const QUIET_ROUNDS = 2;

/** Waits until nothing is owed; then counts everything that was done against what is stored, sent and shown. */
export async function verify(world: FaultWorld): Promise<Verified> {
  const { tally, slack } = world;
  const found: Found = { lost: [], doubled: [], stuck: [] };
  const from = performance.now();
  const owing = await settled(world);
  const settledMs = performance.now() - from;
  found.stuck.push(...owing);
  const homes = new Map(world.users.map(user => [user, homeOf(world, user)]));
  await storedOnce(world, found);
  const messages = await sentOnce(world, found);
  await homesAreTrue(world, homes, found);
  // A call of Slack's that fails is told to the person, under a number of the log.
  const isOurs = (line: string): boolean => /unexpected error|set aside|nobody delivers|not caught/.test(line);
  for (const line of logOf(world.folder).filter(l => isOurs(l) && !/WebAPI\w+Error|slack_webapi/.test(l)))
    found.stuck.push(`log: ${line.slice(0, 400)}`);
  const deeds = [...tally.deeds.values()];
  const count = (told: string) => deeds.filter(d => d.told === told).length;
  return {
    ...found,
    ...{ deeds: deeds.length, yes: count('yes') + count('taken'), no: count('no'), unsure: count('unsure') },
    ...{ messages, failures: tally.failures, settledMs },
    ...(slack.isSettled() ? {} : { stuck: [...found.stuck, 'Slack still waits for an answer'] }),
  };
}

const OWING = COLLECTIONS.filter(c => c.owes).map(c => c.collection);

/** Documents that still owe something after the longest wait. */
async function settled(world: FaultWorld): Promise<string[]> {
  const owed = () =>
    world.read(async db => {
      const all = await Promise.all(
        OWING.map(async name =>
          (
            await db
              .collection(name)
              .find({ 'effects.0': { $exists: true } })
              .toArray()
          ).map(d => ({ name, ...d })),
        ),
      );
      // What is meant for later is not owed yet.
      const now = world.slack.clock.now();
      return (all.flat() as Document[]).filter(d => d.effects.some((e: Document) => (e.from ?? 0) < now));
    });
  let quiet = 0;
  const isQuiet = async (): Promise<boolean> => {
    quiet = slackIsQuiet(world) && (await owed()).length === 0 ? quiet + 1 : 0;
    return quiet >= QUIET_ROUNDS;
  };
  try {
    await until(isQuiet, { what: 'nothing to be owed', timeout: SETTLING_MS });
  } catch {
    return (await owed()).map(d => `${d.name} ${d._id} owes ${d.effects.map((e: Document) => `${e.kind}×${e.tries}`)}`);
  }
  const schema = await world.read(db => db.collection<{ _id: string }>('meta').findOne({ _id: 'schema' }));
  const unreadable = await world.read(async db =>
    (await Promise.all(OWING.map(n => db.collection(n).countDocuments({ 'unreadable.0': { $exists: true } })))).reduce(
      (a, b) => a + b,
    ),
  );
  return [
    ...(schema && 'turn' in schema ? ['a migration that nobody runs has the turn'] : []),
    ...(unreadable > 0 ? [`${unreadable} documents with effects that were set aside`] : []),
  ];
}

const slackIsQuiet = (world: FaultWorld): boolean => world.slack.isSettled();

/** Forms whose changes are counted by their own scenario. */
const OTHER_FORMS = /^form (?!leave\.)/;

/** Every key of everything that is stored, as often as it is stored. */
async function storedOnce(world: FaultWorld, found: Found): Promise<void> {
  const { tally } = world;
  const docs = await world.read(async db => [
    ...(await db.collection('workdays').find().toArray()),
    ...(await db.collection('requests').find().toArray()),
  ]);
  const stored = new Map<string, number>();
  for (const doc of docs as Document[])
    for (const { key } of doc.history as { key: string }[]) stored.set(key, (stored.get(key) ?? 0) + 1);
  for (const [key, times] of stored) if (times > 1) found.doubled.push(`${key} is stored ${times} times`);
  const said = await world.read(db => db.collection<{ _id: string }>('received').find().toArray());
  const received = new Set(said.map(d => d._id.slice(world.slack.team.id.length + 1)));
  for (const deed of tally.deeds.values()) {
    const times = stored.get(deed.key) ?? 0;
    const about = `${deed.what} of ${deed.user} (${deed.key}, sent ${deed.sent}, answered ${deed.answered})`;
    if (deed.told === 'yes' && times === 0 && !OTHER_FORMS.test(deed.what))
      found.lost.push(`${about}: told that it stands, and nothing is stored`);
    if (deed.told === 'no' && times > 0) found.doubled.push(`${about}: told that it does not stand, and it is stored`);
    // A message that Slack does not bring again is stored, answered, or the person was told that it is not.
    if (deed.told === 'taken' && times === 0 && !received.has(deed.key))
      if (!wasTold(world, deed.user)) found.lost.push(`${about}: taken, and neither stored nor answered`);
  }
  const ours = [...stored.keys()].filter(key => /^(click|command|event|view):/.test(key));
  for (const key of ours) if (!tally.deeds.has(key)) found.doubled.push(`${key} is stored, and nobody did it`);
  const reasons = (docs as Document[]).flatMap(d => (d.form?.reason ? [d.form.reason as string] : []));
  for (const reason of new Set(reasons))
    if (reasons.filter(r => r === reason).length > 1) found.doubled.push(`${reason} was asked twice`);
}

const direct = (world: FaultWorld, user: string) =>
  world.slack
    .as(user)
    .messages('app')
    .filter(m => m.user === world.slack.app.botUser);

const wasTold = (world: FaultWorld, user: string): boolean => direct(world, user).some(m => isTrouble(m.text));

/** Each message that is owed is there once. Gives how many there are. */
async function sentOnce(world: FaultWorld, found: Found): Promise<number> {
  const { slack, seeded } = world;
  const requests = (await world.read(db => db.collection('requests').find().toArray())) as Document[];
  const days = (await world.read(db => db.collection('workdays').find().toArray())) as Document[];
  const said = (await world.read(db => db.collection('received').find().toArray())) as Document[];
  const cards = slack.as(seeded.owner).messages(seeded.adminChannel);
  for (const { form, state } of requests) {
    const of = cards.filter(m => textsOf(m).includes(form.reason));
    if (of.length === 0) found.lost.push(`${form.reason}: no card`);
    if (of.length > 1) found.doubled.push(`${form.reason}: ${of.length} cards`);
    const isOpen = JSON.stringify(of[0]?.blocks ?? '').includes(`"${action.approve}"`);
    if (of.length > 0 && isOpen !== (state === 'waiting')) found.stuck.push(`${form.reason}: its card is not ${state}`);
  }
  const prefix = world.slack.team.id.length + 1;
  for (const user of world.users) {
    const heard = direct(world, user);
    const decided = requests.filter(r => r.user === user && r.state === 'approved').length;
    const decisions = heard.filter(m => m.text.startsWith(':white_check_mark:')).length;
    // Their file for payroll begins with the same mark.
    if (user !== seeded.owner && user !== seeded.admin) compare(found, decided, decisions, `decisions told to ${user}`);
    const words = days
      .filter(d => d.user === user)
      .flatMap(d => d.history as { key: string }[])
      .filter(h => h.key.startsWith('event:')).length;
    const mine = new Set([...world.tally.deeds.values()].filter(d => d.user === user).map(d => d.key));
    const answers = said.filter(d => mine.has(String(d._id).slice(prefix)) && String(d._id).includes(':event:')).length;
    const others = heard.filter(m => !m.text.startsWith(':white_check_mark:') && !isTrouble(m.text)).length;
    // Those who decide ask for files.
    if (user !== seeded.owner && user !== seeded.admin)
      compare(found, words + answers, others, `answers to the words of ${user}`);
  }
  for (const [effect, times] of await effectsSent(world))
    if (times > 1) found.doubled.push(`${times} messages of one effect (${effect})`);
  return cards.length + world.users.reduce((sum, user) => sum + direct(world, user).length, 0);
}

/** How many messages each effect has made, by the metadata that Slack keeps. */
async function effectsSent({ slack }: FaultWorld): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const channel of slack.channels.keys()) {
    const url = `${slack.apiUrl}conversations.history?channel=${channel}&include_all_metadata=true&limit=999`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${slack.token}` } });
    const { messages = [] } = (await answer.json()) as {
      messages?: { metadata?: { event_payload?: { effect?: string } } }[];
    };
    for (const { metadata } of messages) {
      const effect = metadata?.event_payload?.effect;
      if (effect) counts.set(effect, (counts.get(effect) ?? 0) + 1);
    }
  }
  return counts;
}

function compare(found: Found, owed: number, sent: number, what: string): void {
  if (sent < owed) found.lost.push(`${what}: ${sent} of ${owed}`);
  if (sent > owed) found.doubled.push(`${what}: ${sent} of ${owed}`);
}

/** Without what time (a wrong clock, too) and other people change; nothing where it says itself that it could not be drawn. */
function homeOf(world: FaultWorld, user: string): string {
  const home = world.slack.as(user).home();
  if (JSON.stringify(home).includes(`"${action.retryHome}"`)) return '';
  return textsOf(home)
    .split('\n')
    .filter(
      line =>
        !/현황|\*Now\*|지금 출근하면|check in now|퇴근 가능|기준|as of|출근 시간대|Core hours|좋은 아침|안녕하세요|Good |Hello|부재|[Aa]way|이번 주$|This week$/.test(
          line,
        ),
    )
    .join('\n')
    .replaceAll(/\d+\s?(시간|분|h|m|hours?|minutes?)\b|\d+(시간|분)/g, '#')
    .replaceAll(/(# ?)+/g, '#');
}

/** By the law, of somebody hired more than a year ago: 15 days, one more for every two years after the first, at most 25. */
function annualDays(hired: string, now: number): number {
  const today = new Date(now + 9 * 3_600_000).toISOString().slice(0, 10);
  const years = Number(today.slice(0, 4)) - Number(hired.slice(0, 4)) - (today.slice(5) < hired.slice(5) ? 1 : 0);
  return Math.min(25, 15 + Math.floor((years - 1) / 2));
}

async function homesAreTrue(world: FaultWorld, homes: ReadonlyMap<string, string>, found: Found): Promise<void> {
  for (const user of world.users) {
    const opened = await world.slack.as(user).openHome();
    if (!opened.ok) found.stuck.push(`Home of ${user} does not open: ${opened.error}`);
  }
  await world.slack.settled(ANSWERS_MS).catch(() => undefined);
  await settled(world);
  // What waits is taken from what is left, too.
  const taken = (await world.read(db =>
    db
      .collection('requests')
      .find({ state: { $in: ['approved', 'waiting'] }, 'form.type': 'annual' })
      .toArray(),
  )) as Document[];
  for (const user of world.users) {
    const hired = world.hired.get(user);
    const [, shown] = /\*(?:연차|Annual leave)\*\n([\d.]+)/.exec(textsOf(world.slack.as(user).home())) ?? [];
    if (!hired || shown === undefined) continue;
    const left = annualDays(hired, world.slack.clock.now()) - taken.filter(r => r.user === user).length;
    if (Number(shown) !== left) found.stuck.push(`${user} has ${left} days of leave left, and Home says ${shown}`);
  }
  for (const [user, before] of homes) {
    const after = homeOf(world, user);
    if (before === '' || before === after) continue;
    const [was, is] = [before.split('\n'), after.split('\n')];
    const [gone, more] = [was.filter(l => !is.includes(l)), is.filter(l => !was.includes(l))];
    found.stuck.push(`Home of ${user} showed something older: ${gone.join(' / ')} → ${more.join(' / ')}`.slice(0, 400));
  }
}
