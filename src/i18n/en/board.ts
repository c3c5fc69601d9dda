import { grouped, plural } from '../format.ts';

export const boardEn = {
  boardSettings: {
    title: 'Absence in channels',
    open: 'Absence in channels',
    short: 'Approved leave and the morning board, by team',
    hint: 'Approved leave and a morning board are posted in each team’s channel, unless the team has its own settings here. The common settings are under *Workspace settings*.',
    workplace: (summary: string): string => `Common settings: ${summary}`,
    asWorkplace: 'Common settings',
    usual: (value: string): string => `Common setting (${value})`,
    boardAt: (time: string): string => `board at ${time}`,
    noBoard: 'no board',
    leave: (how: string): string => `leave: ${how.toLowerCase()}`,
    waits: ':warning: Today’s board could not be posted. Invite Daybook to the channel: /invite @Daybook',
    none: 'No team has a channel yet. Give a team one in *Teams*.',
  },

  board: {
    title: (team: string, date: string): string => `${team} · ${date}`,
    /** undefined: nothing to count */
    numbers: (n: { away: number; home: number; trip: number }): string | undefined => {
      const parts = [
        ...(n.away > 0 ? [`*${grouped(n.away)}* away`] : []),
        ...(n.home > 0 ? [`*${grouped(n.home)}* working from home`] : []),
        ...(n.trip > 0 ? [`*${grouped(n.trip)}* on a business trip`] : []),
      ];
      return parts.length > 0 ? parts.join(' · ') : undefined;
    },
    nobody: 'No one is away today.',
    away: 'Away',
    home: 'From home',
    trip: 'Business trip',
    labelled: (label: string, n: number): string => `*${label}* (${grouped(n)})`,
    moreTeams: (n: number): string => `and ${plural(n, 'more team')}`,
    nextDay: (date: string, n: number): string => `*Next working day: ${date}* · ${grouped(n)} away`,
    nextWeek: (range: string, n: number): string => `*Next week: ${range}* · ${grouped(n)} away`,
    updated: 'This message is updated through the day.',
    /** approved leave in the team's channel; `what`: absent where only the absence is told; all are safe */
    leave: (who: string, what: string | undefined, when: string): string =>
      `:palm_tree: *${who}* · ${what ?? 'away'} · ${when}`,
    changed: 'changed',
    cancelled: (who: string, when: string): string => `:palm_tree: ~${who} · ${when}~ (cancelled)`,
  },
};
