import pLimit from 'p-limit';
import type { Clock } from '../../shared/clock.ts';
import type { Log } from '../../shared/log.ts';
import { changed, type FactStep, type FactsChange, type FactsEntry, stepsOf } from '../facts.ts';
import { type FileProblem, type Plan, type PlanContext, type Preview, previewImport } from '../import.ts';
import type { Denial, Directory, Listing } from '../may.ts';
import type { OrganisationStore } from '../organisation/store.ts';
import type { Action } from '../roles.ts';
import type { Person } from '../rules.ts';
import type { Openings } from './openings.ts';

export type PreviewOutcome = Preview | { ok: false; denied: Denial };

export type ImportOutcome =
  /** `failed`: people not saved, for whom the same file can be imported again; `roles`: users whose role changed */
  | { ok: true; changed: number; opened: number; failed: string[]; broke: boolean; roles: string[]; bad: number }
  | { ok: false; denied: Denial }
  | { ok: false; problem: FileProblem }
  /** bad lines not to be skipped, or the plan differs from the preview */
  | { ok: false; plan: Plan; ignored: string[]; digest: string };

/** People saved at once. */
export const AT_ONCE = 8;

export const changeOf = (steps: FactStep[]): FactsChange =>
  Object.fromEntries(steps.map(({ field, to }) => [field, to ?? null])) as FactsChange;

/** Imports of people, by what their administration allows and saves. */
export function peopleImports(o: {
  teams: OrganisationStore;
  clock: Clock;
  log: Log;
  team: string;
  directory(): Promise<Directory>;
  denialOf(d: Listing, actor: string, action: Action, user?: string): 'yes' | Denial;
  mayChange(d: Directory, actor: string, user: string, change: FactsChange): 'yes' | Denial;
  contextOf(d: Directory): Omit<PlanContext, 'mayChange' | 'mayGive'>;
  save(person: Person, steps: FactStep[], by: string, source: FactsEntry['source'], key: string): Promise<string>;
}) {
  const context = (d: Directory, actor: string): PlanContext => ({
    ...o.contextOf(d),
    mayChange: (user, change) => o.mayChange(d, actor, user, change),
    mayGive: user => o.denialOf(d, actor, 'give-leave', user),
  });

  async function previewed(
    actor: string,
    bytes: Uint8Array,
    openings?: Openings,
  ): Promise<PreviewOutcome & { directory?: Directory }> {
    const d = await o.directory();
    const denied = o.denialOf(d, actor, 'import-people');
    if (denied !== 'yes') return { ok: false, denied };
    return { ...(await previewImport(bytes, context(d, actor), openings?.validatorFor)), directory: d };
  }

  async function write(d: Directory, rows: Plan['rows'], by: string, key: string) {
    const limit = pLimit(AT_ONCE);
    const taken = new Set(rows.flatMap(r => r.steps.flatMap(s => (s.field === 'employeeNo' && s.to ? [s.to] : []))));
    // A number is freed before another person takes it: no order of lines serves a swap.
    const freed = (person: Person, steps: FactStep[]): FactStep[] =>
      person.employeeNo !== undefined && taken.has(person.employeeNo) && steps.some(s => s.field === 'employeeNo')
        ? [{ field: 'employeeNo', from: person.employeeNo }]
        : [];
    const failed = new Set<string>();
    let broke = false;
    const saved = new Map<string, Person>();
    const pass = async (row: Plan['rows'][number], steps: FactStep[], passKey: string): Promise<void> => {
      const person = saved.get(row.user) ?? d.people.get(row.user);
      if (!person || steps.length === 0 || failed.has(row.user)) return;
      const outcome = broke ? 'not-tried' : await o.save(person, steps, by, 'import', passKey).catch(broken);
      if (outcome !== 'saved') failed.add(row.user);
      else saved.set(row.user, { ...changed(person, changeOf(steps)), factsVersion: (person.factsVersion ?? 0) + 1 });
    };
    // Some are saved: the import ends with its count.
    const broken = (error: unknown): 'broke' => {
      if (!broke) o.log.error({ err: error, actor: by, key }, 'an import broke off: what is saved stays');
      broke = true;
      return 'broke';
    };
    await Promise.all(
      rows.map(row => {
        const person = d.people.get(row.user);
        return limit(() => pass(row, person ? freed(person, row.steps) : [], `${key}:free`));
      }),
    );
    await Promise.all(
      rows.map(row => {
        const person = saved.get(row.user) ?? d.people.get(row.user);
        return limit(() => pass(row, person ? stepsOf(person, row.change) : [], key));
      }),
    );
    return { failed, broke };
  }

  /** Answers whose balances were stored; others count as failed. */
  async function open(
    rows: Plan['rows'],
    by: string,
    key: string,
    openings?: Openings,
  ): Promise<{ opened: number; broke: boolean }> {
    const balances = rows.flatMap(({ user, opening }) => (opening ? [{ user, opening }] : []));
    if (balances.length === 0 || !openings) return { opened: 0, broke: false };
    try {
      await openings.store(by, balances);
      return { opened: balances.length, broke: false };
    } catch (error) {
      o.log.error({ err: error, actor: by, key }, 'opening balances broke off: what is saved stays');
      return { opened: 0, broke: true };
    }
  }

  return {
    /** without `openings` a file's opening balances are skipped */
    preview: async (actor: string, bytes: Uint8Array, openings?: Openings): Promise<PreviewOutcome> => {
      const { directory: _, ...outcome } = await previewed(actor, bytes, openings);
      return outcome;
    },
    /** imports the previewed `digest`; `take`: opening balances of the file or, by default, the policy's */
    import: async (
      actor: string,
      bytes: Uint8Array,
      {
        digest,
        skipBad,
        key,
        take = 'policy',
      }: { digest: string; skipBad: boolean; key: string; take?: 'file' | 'policy' },
      openings?: Openings,
    ): Promise<ImportOutcome> => {
      const found = await previewed(actor, bytes, openings);
      if (!found.ok || !found.directory) return found as Exclude<PreviewOutcome, { ok: true }>;
      const { plan, ignored } = found;
      if (found.digest !== digest || (plan.bad > 0 && !skipBad))
        return { ok: false, plan, ignored, digest: found.digest };
      if (!(await o.teams.addAll(o.team, plan.newTeams, { at: o.clock.now(), by: actor, key })))
        return { ok: false, plan, ignored, digest: found.digest };
      const written = await write(found.directory, plan.rows, actor, key);
      const saved = plan.rows.filter(r => !written.failed.has(r.user));
      const { opened, broke } = await open(take === 'file' && !written.broke ? saved : [], actor, key, openings);
      const failed = plan.rows.filter(r => written.failed.has(r.user) || (broke && r.opening)).map(r => r.name);
      const changed = saved.filter(r => r.steps.length > 0 || (opened > 0 && r.opening));
      const roles = saved.filter(r => r.steps.some(s => s.field === 'role')).map(r => r.user);
      return { ok: true, changed: changed.length, opened, failed, broke: broke || written.broke, roles, bad: plan.bad };
    },
  };
}
