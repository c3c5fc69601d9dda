import { createHash } from 'node:crypto';
import { type FileProblem, readFile } from './import/file.ts';
import { type Plan, type PlanContext, planImport } from './import/plan.ts';

export { BYTES_MAX } from './import/decode.ts';
export type { FileProblem } from './import/file.ts';
export { LINES_MAX } from './import/file.ts';
export type { LineProblem, Plan, PlanContext } from './import/plan.ts';
export { COLUMNS } from './import/words.ts';

/** A file as it would be imported now. `digest` stands for exactly these changes: what was shown is what is imported, or it is shown again. */
export type Preview = { ok: true; plan: Plan; ignored: string[]; digest: string } | { ok: false; problem: FileProblem };

/** Reads an import file and says what it would change, and everything wrong with it. Pure; nothing is written. */
export function previewImport(bytes: Uint8Array, ctx: PlanContext): Preview {
  const file = readFile(bytes);
  if (!file.ok) return file;
  const plan = planImport(file.rows, ctx);
  const said = JSON.stringify(
    plan.rows.map(({ user, steps, opening }) => [user, steps, ...(opening ? [opening] : [])]),
  );
  return {
    ok: true,
    plan,
    ignored: file.ignored,
    digest: createHash('sha256').update(said).digest('base64url').slice(0, 22),
  };
}
