import type { Verified } from './verify.ts';
import type { Prepared } from './world.ts';

export interface Scenario {
  name: string;
  /** what is done, for the table */
  does: string;
  run(o: { prepared: Prepared; seed: number }): Promise<Outcome>;
}

export interface Outcome extends Verified {
  /** how often something failed, for the table: `kills 6` */
  struck: string;
}
