import { createHash } from 'node:crypto';
import { type ReadFile, readFile } from './import/file.ts';
import type { ValidateOpening } from './import/openings.ts';
import { type Plan, type PlanContext, planImport } from './import/plan.ts';
import type { FileProblem } from './import/problem.ts';

export { BYTES_MAX } from './import/decode.ts';
export type { LineProblem, Plan, PlanContext } from './import/plan.ts';
export { COLUMNS_MAX, type FileProblem, LINES_MAX } from './import/problem.ts';
export { COLUMNS } from './import/words.ts';

/** A file as it would be imported now. `digest` names exactly these changes: others are shown first. */
export type Preview =
  | { ok: true; plan: Plan; ignored: string[]; unread: UnreadLines; digest: string }
  | { ok: false; problem: FileProblem };

/** Lines with a problem, as they were written. */
export interface UnreadLines {
  heads: readonly string[];
  lines: { line: number; written: readonly string[] }[];
}

/** Writes nothing. `validatorFor` absent: opening balances are skipped. */
export async function previewImport(
  bytes: Uint8Array,
  ctx: PlanContext,
  validatorFor?: (users: readonly string[]) => Promise<ValidateOpening>,
): Promise<Preview> {
  const file = await readFile(bytes);
  if (!file.ok) return file;
  let plan = await planImport(file.rows, ctx);
  if (validatorFor && plan.opens.length > 0)
    plan = await planImport(file.rows, { ...ctx, validateOpening: await validatorFor(plan.opens) });
  const changes = JSON.stringify(
    plan.rows.map(({ user, steps, opening }) => [user, steps, ...(opening ? [opening] : [])]),
  );
  return {
    ok: true,
    plan,
    ignored: file.ignored,
    unread: unreadOf(file, plan),
    digest: createHash('sha256').update(changes).digest('base64url').slice(0, 22),
  };
}

function unreadOf({ heads, rows }: Extract<ReadFile, { ok: true }>, { problems }: Plan): UnreadLines {
  const bad = new Set(problems.map(p => p.line));
  return { heads, lines: rows.flatMap(({ line, written }) => (bad.has(line) ? [{ line, written }] : [])) };
}
