import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { withLines } from '../../scripts/docs/kept-table.ts';
import { setAhead } from './clock.ts';
import { beginning, prepare } from './prepare.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { cutShort } from './scenarios/cut-short.ts';
import { troubled } from './scenarios/deliveries.ts';
import { kills } from './scenarios/kills.ts';
import { slackAnswers } from './scenarios/slack.ts';

const SCENARIOS: Scenario[] = [...kills, ...troubled, ...cutShort, ...slackAnswers];
/** Most of the time is waited, for leases and for tries. */
const AT_ONCE = 3;
/** Those that wait most stand beside those that work most. */
const IN_TURN = [slackAnswers, kills, [...troubled, ...cutShort]];

const { values } = parseArgs({
  options: { seed: { type: 'string' }, only: { type: 'string', multiple: true } },
});
const seed = Number(values.seed ?? Math.floor(Date.now() / 1000) % 1_000_000);
const longest = Math.max(...IN_TURN.map(some => some.length));
const ordered = Array.from({ length: longest }, (_, n) => IN_TURN.flatMap(some => some[n] ?? [])).flat();
const chosen = ordered.filter(s => values.only?.includes(s.name) ?? true);
const ahead = beginning(Date.now()) - Date.now();
setAhead(ahead);

interface Row {
  scenario: Scenario;
  outcome: Outcome | Error;
  ms: number;
}

async function one(scenario: Scenario, prepared: Parameters<Scenario['run']>[0]['prepared']): Promise<Row> {
  const from = performance.now();
  const outcome = await scenario.run({ prepared, seed }).catch((error: unknown) => error as Error);
  const row = { scenario, outcome, ms: performance.now() - from };
  console.log(`${scenario.name}: ${told(row)}`);
  writeRow(row);
  if (outcome instanceof Error) console.log(outcome.stack);
  else
    for (const kind of ['lost', 'doubled', 'stuck'] as const)
      for (const line of outcome[kind]) console.log(`  ${kind}: ${line}`);
  return row;
}

function told({ outcome, ms }: Row): string {
  const s = (ms / 1000).toFixed(0);
  if (outcome instanceof Error) return `failed: ${outcome.message} (${s} s)`;
  const { lost, doubled, stuck, deeds, yes, no, unsure, messages, failures, settledMs, struck } = outcome;
  return [
    `${struck}; ${deeds} deeds (${yes} yes, ${no} no, ${unsure} unsure), ${failures} deliveries failed, ${messages} messages`,
    `lost ${lost.length}, doubled ${doubled.length}, stuck ${stuck.length}; settled in ${(settledMs / 1000).toFixed(0)} s, ${s} s in all`,
  ].join('; ');
}

const PAGE = 'docs/faults.md';
const TABLE = {
  head: '| scenario | what is done | struck | deeds (answered as done) | messages | until nothing was owed | lost / doubled / stuck | when, seed |',
  names: SCENARIOS.map(s => s.name),
};

function writeRow({ scenario: { name, does }, outcome: o }: Row): void {
  const when = `${new Date(Date.now() - ahead).toISOString().slice(0, 10)}, ${seed}`;
  const counted =
    o instanceof Error
      ? `| | | | | failed: ${o.message} `
      : `| ${o.struck} | ${o.deeds} (${o.yes}) | ${o.messages} | ${(o.settledMs / 1000).toFixed(0)} s | ${o.lost.length} / ${o.doubled.length} / ${o.stuck.length} `;
  const line = `| \`${name}\` | ${does} ${counted}| ${when} |`;
  writeFileSync(PAGE, withLines(readFileSync(PAGE, 'utf8'), TABLE, name, [line]));
}

console.log(`seed ${seed}`);
const from = performance.now();
const prepared = await prepare(ahead);
console.log(`prepared in ${((performance.now() - from) / 1000).toFixed(0)} s`);
const limit = pLimit(AT_ONCE);
try {
  const rows = await Promise.all(chosen.map(scenario => limit(() => one(scenario, prepared))));
  const failed = rows.filter(
    ({ outcome }) =>
      outcome instanceof Error || outcome.lost.length + outcome.doubled.length + outcome.stuck.length > 0,
  );
  console.log(
    `${rows.length} scenarios, ${failed.length} with something wrong; ${((performance.now() - from) / 1000).toFixed(0)} s`,
  );
  process.exitCode = failed.length > 0 ? 1 : 0;
} finally {
  rmSync(prepared.folder, { recursive: true, force: true });
}
