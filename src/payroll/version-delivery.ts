import { versionMessage } from '../../blocks/payroll.ts';
import { words } from '../i18n/index.ts';
import { progressKeeper } from '../outbox/received.ts';
import { portions } from '../shared/portions.ts';
import { MONTHS } from '../timesheets/closing/store.ts';
import { handle } from '../workspace/feature.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { everybodyIn, monthPeriod, owedFile } from './actions.ts';
import { monthVersion } from './effects.ts';
import { payrollOf } from './gather.ts';
import { changeTexts } from './version-texts.ts';
import { versions } from './versions.ts';

const KEPT_MS = 4_000;
const NAMED = 10;

/** Everybody's figures of a closing, in portions: after a restart those that are there are left out. */
export const monthVersionHandler = handle(
  monthVersion,
  async (ws, { doc, id, to, data: { version, file } }, sender) => {
    const { month, _id } = doc;
    const period = monthPeriod(month);
    const people = await everybodyIn(ws, period);
    const keep = progressKeeper(ws.db, () => ws.clock.now(), MONTHS);
    let kept = performance.now();
    for (const some of portions(people)) {
      await portionKept(ws, { month, version }, some, period);
      if (performance.now() - kept < KEPT_MS) continue;
      kept = performance.now();
      await keep(_id, id, {});
    }
    const w = words(ws.people.language(await ws.people.person(to)));
    const changed = await versions(ws).changed(ws.team, month, version);
    const names = await ws.people.names(changed.slice(0, NAMED).map(v => v.user));
    const lines = changed.slice(0, NAMED).map(v => ({
      who: names.get(v.user) ?? v.user,
      what: changeTexts(v, w)
        .map(c => `${c.column} ${c.from} → ${c.to}`)
        .join(', '),
    }));
    const model = { month, version, people: people.length, changed: changed.length, lines, file };
    await sender.post({ channel: to }, versionMessage(model, w));
    if (file) await ws.received.answer(`version:${id}`, owedFile(to, period, 'xlsx'));
  },
);

async function portionKept(
  ws: Workspace,
  at: { month: string; version: number },
  people: Awaited<ReturnType<typeof everybodyIn>>,
  period: { from: string; to: string },
): Promise<void> {
  const { month, version } = at;
  const users = people.map(p => p.user);
  if ((await versions(ws).some(ws.team, month, version, users)).size === users.length) return;
  const found: { user: string; figures: Record<string, number> }[] = [];
  for await (const p of payrollOf(ws, people, period)) found.push({ user: p.person.user, figures: p.figures });
  const before = version > 1 ? await versions(ws).some(ws.team, month, version - 1, users) : undefined;
  await versions(ws).add({ team: ws.team, ...at }, found, before);
}
