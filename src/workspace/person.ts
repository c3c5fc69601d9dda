import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Words } from '../i18n/index.ts';
import type { Action } from '../people/roles.ts';
import type { Person } from '../people/rules.ts';
import { point } from './points.ts';
import type { Workspace } from './workspace.ts';

/** What the window of a person shows; its metadata. */
export const personQuery = z.object({
  user: z.string().min(1),
  /** of their requests */
  page: z.int().min(1).default(1),
  /** the list of people beneath it */
  list: z.object({ view: z.string(), query: z.unknown() }).optional(),
});
export type PersonQuery = z.infer<typeof personQuery>;

export interface AboutPerson {
  /** whoever looks, and their language */
  person: Person;
  w: Words;
  /** whose window it is */
  subject: Person;
  query: PersonQuery;
  /** what the viewer may do with the subject */
  may(action: Action): boolean;
}

/** The higher the later; sections and actions are ordered apart. */
interface Placed {
  order: number;
  /** over the person; without it this part is left out */
  right: Action;
}

/** `blocks/person.ts` has the shapes; about ten blocks at most, longer lists have pages of their own. */
export interface PersonSection extends Placed {
  draw(ws: Workspace, about: AboutPerson): Promise<KnownBlock[]>;
}

/** A button. Its route checks the right again; by default its value is the user. */
export interface PersonAction extends Placed {
  action: string;
  label(w: Words): string;
  value?(ws: Workspace, subject: Person): string;
  /** absent: always */
  shown?(ws: Workspace, about: AboutPerson): boolean;
}

/** Parts of the window of a person, from every feature. */
export const onPerson = point<PersonSection | PersonAction>('a part of the window of a person');
