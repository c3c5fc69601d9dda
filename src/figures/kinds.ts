import type { Uncounted } from '../db/uncounted.ts';
import type { ListedPerson } from '../people/store.ts';
import { point } from '../workspace/points.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Figures of a person, and when they hold if nothing is changed, ms: from `from` on, until before `until`. */
export interface Held<F> {
  figures: F;
  from?: number;
  until?: number;
}

/** By person, then by period. */
export type Counted<F> = ReadonlyMap<string, ReadonlyMap<string, Held<F>>>;

/** Figures of everybody that are kept beside what they are counted from. */
export interface FigureKind<F> {
  name: string;
  /** raised when the same documents are counted in another way */
  as: number;
  /** the collections whose changes concern them */
  from: readonly string[];
  /** that are kept, the latest first: it is begun where the one before it is kept */
  periods(ws: Workspace): readonly string[];
  /** everything is counted again where it is another one; by default today, so that each night mends what went wrong */
  day?(ws: Workspace, period: string): string;
  /** whether a change of such a document may be one of the period's figures; by default it is */
  touches?(ws: Workspace, period: string): (mark: Uncounted) => boolean;
  /** as they stand now */
  count(ws: Workspace, people: readonly ListedPerson[], periods: readonly string[]): Promise<Counted<F>>;
}

export const figureKinds = point<FigureKind<unknown>>('figures that are kept');

/** A collection whose documents are marked where they change, see `db/uncounted.ts`. */
interface MarkedDocs {
  collection: string;
  of(ws: Workspace): {
    uncounted(team: string): Promise<Uncounted[]>;
    wasCounted(marks: readonly Uncounted[]): Promise<void>;
  };
}

export const markedDocs = point<MarkedDocs>('documents that are marked');
