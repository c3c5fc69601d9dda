import type { Words } from '../i18n/index.ts';
import { COLUMNS } from '../people/import.ts';
import type { Directory } from '../people/may.ts';
import { isActive, type Person } from '../people/rules.ts';
import { scheduleText } from './present.ts';

type Column = (typeof COLUMNS)[number];

/** A cell as the import reads it back, so that an unchanged file changes nothing. */
function cellOf(p: Person, column: Column, d: Directory, w: Words): string | undefined {
  switch (column) {
    case 'slackId':
      return p.user;
    case 'teamId':
      return p.teamId === undefined ? undefined : d.teams.path(p.teamId);
    case 'manager': {
      const manager = p.manager === undefined ? undefined : d.people.get(p.manager);
      return manager?.email ?? p.manager;
    }
    case 'schedule':
      return p.schedule === undefined ? undefined : scheduleText(p.schedule, w);
    case 'office':
      return d.offices.find(o => o.id === p.office)?.name;
    case 'openingDays':
    case 'openingOn':
    case 'openingUntil':
      return undefined;
    default:
      return p[column];
  }
}

export const exportHeadings = (w: Words): string[] => COLUMNS.map(c => w.people.fields[c]);

/** Everybody who is here, by name, under the headings of the import. */
export const exportRows = (d: Directory, w: Words): (string | undefined)[][] =>
  [...d.people.values()].filter(isActive).map(p => COLUMNS.map(c => cellOf(p, c, d, w)));
