import { defined } from './defined.ts';
import type { Owed } from './effects.ts';

export const LOG = 'log';

/** What is logged, by kind. Words of each: `i18n/<language>/log.ts`. */
export const LOGGED = {
  settings: ['policy', 'calendar', 'layout', 'office', 'team-notices'],
  people: ['facts', 'import', 'org-team'],
  leave: ['type', 'blocked', 'grant', 'grant-taken-back', 'grants', 'attended', 'settlement', 'promotion'],
  time: ['correction', 'month-closed', 'month-reopened'],
  requests: ['entered-for', 'changed-for', 'cancelled-for', 'decided-for', 'route', 'form', 'delegation'],
  files: ['export'],
  jobs: ['run'],
} as const;

export type LogKind = keyof typeof LOGGED;
export type Logged = { [K in LogKind]: `${K}.${(typeof LOGGED)[K][number]}` }[LogKind];

/** A text is shown as it is; fields are shown in the words of their screen (`workspace/log.ts`, `logWords`). */
type LogValue = string | Readonly<Record<string, unknown>>;

interface LogEntry {
  what: Logged;
  /** user id, or `CLI` */
  by: string;
  /** user ids */
  about?: string | readonly string[];
  /** the day or month it concerns or counts from: `2026-11-30`, `2026-11` */
  on?: string;
  was?: LogValue;
  now?: LogValue;
  /** a name or a reason, as somebody wrote it */
  note?: string;
  count?: number;
}

/** An entry of the log, owed in the write of the change itself. */
export const owedLog = ({ about, ...entry }: LogEntry): Owed => ({
  kind: LOG,
  lane: LOG,
  to: entry.by,
  data: { ...defined(entry), ...(about === undefined ? {} : { about: [about].flat() }) },
});
