import pLimit from 'p-limit';
import { say } from '../../blocks/chat.ts';
import { datesText, designatedMessage, digestMessage, noticeMessage } from '../../blocks/promotion.ts';
import { factsOf } from '../grants/balances.ts';
import { type Words, words } from '../i18n/index.ts';
import { RUNS } from '../jobs/store.ts';
import { shareFile } from '../outbox/files.ts';
import { effectMemo } from '../outbox/received.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { currentNotices, designatedOn, leftNow, refuseWork, sendNotice } from './actions.ts';
import {
  datesDesignated,
  digestDue,
  evidenceDue,
  noticeChanged,
  noticeDue,
  sendPrepared,
  workBegun,
  workRefused,
} from './effects.ts';
import { type EvidenceFacts, evidenceRows } from './evidence.ts';
import { digestOf } from './job.ts';
import { noticeModel } from './present.ts';
import { leftOf } from './rules.ts';
import { changeNotice, type Notice, noticeById, noticesEver } from './store.ts';

const AT_ONCE = 6;

const wordsOf = async (ws: Workspace, user: string): Promise<Words> =>
  words(ws.people.language(await ws.people.person(user)));

async function messageOf(ws: Workspace, doc: Notice) {
  const [person, now] = await Promise.all([ws.people.person(doc.user), leftNow(ws, doc)]);
  const w = words(ws.people.language(person));
  const { today, zone } = ws.policy.of(person);
  return noticeMessage(noticeModel(doc, { ...now, today: today(), zone, w }), w);
}

export const sendNotices = handle(sendPrepared, async (ws, { data, id }) => {
  const limit = pLimit(AT_ONCE);
  const prepared = (await currentNotices(ws)).filter(d => d.state === 'prepared');
  await Promise.all(prepared.map(doc => limit(() => sendNotice(ws, doc, data, id))));
});

export const postNotice = handle(noticeDue, async (ws, { to, data: { notice: id } }, sender) => {
  const now = await noticeById(ws, id);
  if (!now) return;
  const sent = await sender.post({ channel: to }, await messageOf(ws, now));
  const delivered = { ...sent, at: ws.clock.now() };
  // A later try finds the same message.
  const stored = await changeNotice(ws, id, notice => ({
    ...{ answer: true },
    ...(notice && !notice.delivered ? { notice: { ...notice, delivered } } : {}),
  }));
  if (!stored) throw new Error(`the ledger of ${to} changes too fast`);
});

export const redrawNotice = handle(noticeChanged, async (ws, { data: { notice: id } }, sender) => {
  const now = await noticeById(ws, id);
  if (now?.delivered) await sender.update(now.delivered, await messageOf(ws, now));
});

export const tellDesignated = handle(datesDesignated, async (ws, { to, data }, sender) => {
  const now = await noticeById(ws, data.notice);
  const entry = now?.history.find(h => h.key === data.key);
  if (!now || !entry) return;
  const w = await wordsOf(ws, to);
  const who = (await ws.people.names([entry.by])).get(entry.by) ?? entry.by;
  const article = w.promotion.article[now.stage] ?? now.stage;
  const dates = datesText(entry.dates ?? [], w);
  await sender.post({ channel: to }, designatedMessage({ id: now.id, who, dates, article }, w));
});

export const refuseBegunWork = handle(workBegun, async (ws, { to, data: { date } }) => {
  const notice = await designatedOn(ws, to, date);
  if (notice) await refuseWork(ws, notice, date);
});

export const tellRefused = handle(workRefused, async (ws, { to, data: { date } }, sender) => {
  const w = await wordsOf(ws, to);
  await sender.post({ channel: to }, say(w.promotion.workRefused(w.date(date))));
});

export const shareEvidence = handle(evidenceDue, async (ws, { doc, to, data, id }) => {
  // The right may be gone since the press.
  if ((await ws.rights.allows(to, 'promote-leave')) !== 'yes') return;
  const w = await wordsOf(ws, to);
  const limit = pLimit(AT_ONCE);
  const docs = await noticesEver(ws);
  const factsAbout = async (about: Notice): Promise<EvidenceFacts> => {
    const [person, ledger] = await Promise.all([ws.people.person(about.user), factsOf(ws, about.user)]);
    const grants = (ledger?.known ?? []).filter(g => about.grants.includes(g.id));
    const left = ledger ? leftOf(about.grants, ledger.known, ledger.uses, ledger.today) : 0;
    return { doc: about, person, grants, left, ...defined({ fullDay: ledger?.fullDay }) };
  };
  const facts = await Promise.all(docs.map(about => limit(() => factsAbout(about))));
  const names = await ws.people.names(docs.flatMap(d => d.history.map(h => h.by)).filter(by => by !== 'system'));
  const rows = evidenceRows(facts, { nameOf: user => names.get(user) ?? user, zone: ws.policy.zone, w });
  const { comment, file } = w.promotion.evidence;
  await shareFile(
    ws.slack.bulk,
    to,
    { name: file(ws.policy.today()), body: csvFile(rows), comment },
    { ...defined({ known: data.file }), remember: shared => effectMemo(ws.db, RUNS)(doc._id, id, { file: shared }) },
  );
});

export const postDigest = handle(digestDue, async (ws, { to }, sender) => {
  const w = await wordsOf(ws, to);
  const { prepared, closing, unread, unanswered } = digestOf(await currentNotices(ws), ws.policy.today());
  const t = w.promotion.digest;
  const lines = [
    ...(prepared ? [t.prepared(prepared.count, prepared.on)] : []),
    ...(closing ? [t.closing(closing.count, closing.on)] : []),
    ...(unread ? [t.unread(unread.count, unread.on)] : []),
    ...(unanswered ? [t.unanswered(unanswered.count, unanswered.on)] : []),
  ];
  // All done meanwhile.
  if (lines.length === 0) return;
  await sender.post(
    { channel: to },
    digestMessage(lines, prepared || closing ? 'prepared' : unread ? 'waiting' : 'designate', w),
  );
});
