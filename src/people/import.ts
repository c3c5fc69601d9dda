import { createHash } from 'node:crypto';
import { type FileProblem, readFile } from './import/file.ts';
import type { ValidateOpening } from './import/openings.ts';
import { type Plan, type PlanContext, planImport } from './import/plan.ts';

export { BYTES_MAX } from './import/decode.ts';
export type { FileProblem } from './import/file.ts';
export { COLUMNS_MAX, LINES_MAX } from './import/file.ts';
export type { LineProblem, Plan, PlanContext } from './import/plan.ts';
export { COLUMNS } from './import/words.ts';

/** A file as it would be imported now. `digest` names exactly these changes: others are shown first. */
export type Preview = { ok: true; plan: Plan; ignored: string[]; digest: string } | { ok: false; problem: FileProblem };

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
    digest: createHash('sha256').update(changes).digest('base64url').slice(0, 22),
  };
}
