import type { WebClient } from '@slack/web-api';
import { afterMessage } from '../../blocks/settlement.ts';
import type { Kinds } from '../approvals/kinds.ts';
import type { RequestStore } from '../approvals/store.ts';
import { grantNotice } from '../grants/effects.ts';
import type { Grant } from '../grants/ledger/types.ts';
import { reversalOf } from '../grants/rules.ts';
import { GRANTS, type GrantStore, grantDocId } from '../grants/store.ts';
import { type Language, words } from '../i18n/index.ts';
import { type FileData, shareFile } from '../outbox/files.ts';
import type { effectMemo } from '../outbox/received.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { Workplace } from '../settings/workplace.ts';
import type { Clock } from '../shared/clock.ts';
import { csvFile } from '../shared/csv.ts';
import { defined } from '../shared/defined.ts';
import { type Owed, owe } from '../shared/effects.ts';
import { SETTLEMENT_GRANTS, type Settlements } from './actions.ts';
import { AFTER_LAST_DAY } from './after.ts';
import { leaverContext } from './context.ts';
import type { Leaver } from './leaver.ts';
import { settlementRows } from './present.ts';

const SETTLEMENT_FILE = 'settlement-file';

/** Whose settlement: one person's, or of all whose last day lies between two dates. */
type FileOf = { user: string } | { from: string; to: string };

/** Settlements as a file, owed to whoever asked for it. */
export const owedFile = (to: string, of: FileOf): Owed => ({
  ...{ kind: SETTLEMENT_FILE, lane: SETTLEMENT_FILE, to, data: { ...of } },
});

/** Stores and takes back what a settlement grants, sends files, and tells people of what was granted and of leaves that were cancelled. */
export function settlementDelivery(
  outbox: Outbox,
  o: {
    grants: GrantStore;
    settlements: Pick<Settlements, 'of' | 'leavers'>;
    client: WebClient;
    /** keeps the file's id with the effect */
    remember: ReturnType<typeof effectMemo>;
    requests: Pick<RequestStore, 'byId'>;
    people: People;
    kinds: Kinds;
    workplace: Pick<Workplace, 'today' | 'zone'>;
    language: Language;
    clock: Clock;
    team: () => string;
  },
): void {
  outbox.register(SETTLEMENT_GRANTS, async (_doc, effect) => {
    const user = effect.to;
    const { give, back, by } = effect.data as { give?: Grant; back?: Grant; by: string };
    const why = words(o.language).settlement.why;
    const author = by === 'system' ? {} : { by };
    const grants = [
      ...(back ? [reversalOf(back, o.workplace.today(), author)] : []),
      ...(give ? [{ ...give, ...author, why }] : []),
    ];
    // Each is known by its id, so that a second delivery stores and tells nothing.
    const stored = await o.grants.add(
      o.team(),
      grants.map(grant => ({ user, grant, effects: owe(grantNotice(user, [grant]), o.clock.now()) })),
      o.clock.now(),
    );
    for (const { grant, effects } of stored) outbox.notify(GRANTS, grantDocId(o.team(), user, grant.id), effects);
    return undefined;
  });

  /** As they stand now; the right to see them is asked again. */
  async function settled(actor: string, of: FileOf): Promise<{ all: Leaver[]; name: string }> {
    if ('from' in of) {
      const all = await o.settlements.leavers(actor, of.from, of.to);
      return { all, name: `settlements-${of.from}-${of.to}.csv` };
    }
    const found = await o.settlements.of(actor, of.user);
    if (!found.ok) return { all: [], name: '' };
    return { all: [found.leaver], name: `settlement-${found.leaver.settlement.lastDay}.csv` };
  }

  outbox.register(SETTLEMENT_FILE, async (doc, effect) => {
    const { file: known, ...of } = effect.data as unknown as FileOf & FileData;
    const { all, name } = await settled(effect.to, of);
    if (all.length === 0) return undefined;
    const w = words(o.people.language(await o.people.person(effect.to)));
    const body = csvFile(settlementRows(all, await leaverContext(all, o, w)));
    await shareFile(
      o.client,
      effect.to,
      { name, body, comment: w.settlement.fileComment(all.length) },
      { ...defined({ known }), remember: id => o.remember(doc._id, effect.id, { file: id }) },
    );
    return undefined;
  });

  outbox.register(AFTER_LAST_DAY, async (doc, effect, sender) => {
    const { by, lastDay } = effect.data as { by: string; lastDay: string };
    const request = await o.requests.byId(o.team(), doc._id);
    if (!request) return undefined;
    const [person, names] = await Promise.all([o.people.person(effect.to), o.people.names([by])]);
    const w = words(o.people.language(person));
    const { what, when } = o.kinds.of(request.kind).describe(request.form, w);
    const model = { what: `${what} ${when}`, lastDay, who: names.get(by) ?? by };
    await sender.post({ channel: effect.to }, afterMessage(model, w));
    return undefined;
  });
}
