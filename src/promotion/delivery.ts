import type { WebClient } from '@slack/web-api';
import pLimit from 'p-limit';
import { datesText, designatedMessage, digestMessage, noticeMessage } from '../../blocks/promotion.ts';
import type { Ledger } from '../grants/service.ts';
import { type Words, words } from '../i18n/index.ts';
import { type FileData, shareFile } from '../outbox/files.ts';
import type { effectMemo } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import type { Promotions } from './actions.ts';
import { promotionEffect } from './effects.ts';
import { type EvidenceFacts, evidenceRows } from './evidence.ts';
import { digestOf } from './job.ts';
import { noticeModel } from './present.ts';
import { leftOf } from './rules.ts';
import type { PromotionDoc, PromotionStore } from './store.ts';

const AT_ONCE = 6;
/** Everything that is kept. */
const EVER = '0000-00-00';

/** Sends notices and what follows from them, each as it stands when it is sent. */
export function promotionDelivery(
  outbox: Outbox,
  o: {
    promotionActions: Promotions;
    promotions: PromotionStore;
    ledger: Pick<Ledger, 'factsOf'>;
    people: People;
    client: WebClient;
    /** keeps the file's id with the effect */
    remember: ReturnType<typeof effectMemo>;
    workplace: Pick<Workplace, 'zone' | 'today'>;
    clock: Clock;
    team: () => string;
  },
): void {
  const { promotionActions: actions } = o;
  const wordsOf = async (user: string): Promise<Words> => words(o.people.language(await o.people.person(user)));
  const latest = (id: string): Promise<PromotionDoc | undefined> => o.promotions.byId(o.team(), id);
  const messageOf = async (doc: PromotionDoc) => {
    const [w, left] = await Promise.all([wordsOf(doc.user), actions.left(doc)]);
    return noticeMessage(noticeModel(doc, { left, today: o.workplace.today(), zone: o.workplace.zone, w }), w);
  };

  outbox.register(promotionEffect.sendAll, async (_doc, effect) => {
    const { by, at } = effect.data as { by: string; at: number };
    const limit = pLimit(AT_ONCE);
    const prepared = (await actions.current()).filter(d => d.state === 'prepared');
    await Promise.all(prepared.map(doc => limit(() => actions.send(doc, by, at, effect.id))));
    return undefined;
  });

  outbox.register(promotionEffect.notice, async (doc, effect, sender) => {
    const now = await latest(doc._id);
    if (!now) return undefined;
    const sent = await sender.post({ channel: effect.to }, await messageOf(now));
    return { delivered: { ...sent, at: o.clock.now() } };
  });

  outbox.register(promotionEffect.show, async (doc, _effect, sender) => {
    const now = await latest(doc._id);
    if (now?.delivered) await sender.update(now.delivered, await messageOf(now));
    return undefined;
  });

  outbox.register(promotionEffect.designated, async (doc, effect, sender) => {
    const now = await latest(doc._id);
    const entry = now?.history.find(h => h.key === effect.data?.key);
    if (!now || !entry) return undefined;
    const w = await wordsOf(effect.to);
    const who = (await o.people.names([entry.by])).get(entry.by) ?? entry.by;
    const article = w.promotion.article[now.stage] ?? now.stage;
    await sender.post(
      { channel: effect.to },
      designatedMessage({ who, dates: datesText(entry.dates ?? [], w), article }, w),
    );
    return undefined;
  });

  outbox.register(promotionEffect.evidence, async (doc, effect) => {
    if ((await actions.may(effect.to)) !== 'yes') return undefined;
    const w = await wordsOf(effect.to);
    const limit = pLimit(AT_ONCE);
    const docs = await o.promotions.from(o.team(), EVER);
    const facts = await Promise.all(
      docs.map(doc =>
        limit(async (): Promise<EvidenceFacts> => {
          const [person, ledger] = await Promise.all([o.people.person(doc.user), o.ledger.factsOf(doc.user)]);
          const grants = (ledger?.known ?? []).filter(g => doc.grants.includes(g.id));
          const left = ledger ? leftOf(doc.grants, ledger.known, ledger.uses, ledger.today) : 0;
          return { doc, person, grants, left };
        }),
      ),
    );
    const names = await o.people.names(docs.flatMap(d => d.history.map(h => h.by)).filter(by => by !== 'system'));
    const rows = evidenceRows(facts, { nameOf: user => names.get(user) ?? user, zone: o.workplace.zone, w });
    const { comment, file } = w.promotion.evidence;
    const { file: known } = (effect.data ?? {}) as FileData;
    await shareFile(
      o.client,
      effect.to,
      { name: file(o.workplace.today()), body: csvFile(rows), comment },
      { ...defined({ known }), remember: id => o.remember(doc._id, effect.id, { file: id }) },
    );
    return undefined;
  });

  outbox.register(promotionEffect.digest, async (_doc, effect, sender) => {
    const w = await wordsOf(effect.to);
    const digest = digestOf(await actions.current(), o.workplace.today());
    const t = w.promotion.digest;
    const lines = [
      ...(digest.prepared ? [t.prepared(digest.prepared.count, digest.prepared.on)] : []),
      ...(digest.closing ? [t.closing(digest.closing.count, digest.closing.on)] : []),
      ...(digest.unanswered ? [t.unanswered(digest.unanswered.count, digest.unanswered.on)] : []),
    ];
    // Done meanwhile: nobody is told of what no longer waits.
    if (lines.length === 0) return undefined;
    const tab = digest.prepared || digest.closing ? 'prepared' : 'designate';
    await sender.post({ channel: effect.to }, digestMessage(lines, tab, w));
    return undefined;
  });
}
