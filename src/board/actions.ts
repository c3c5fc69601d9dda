import { createHash } from 'node:crypto';
import { boardMessage } from '../../blocks/board.ts';
import type { Message } from '../../blocks/kit.ts';
import { atLocal } from '../calendar/rules.ts';
import { words } from '../i18n/index.ts';
import { RUNS, type RunDoc, runId, runs } from '../jobs/store.ts';
import type { Organisation, OrgTeam } from '../people/organisation/rules.ts';
import type { OwnPolicy } from '../settings/own-policy.ts';
import { owe } from '../shared/effects.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { BOARD, owedBoard } from './effects.ts';
import { factsOf } from './facts.ts';
import { type BoardFacts, boardOf, isEmpty } from './present.ts';
import { type Notices, notices, noticesFor } from './store.ts';

interface Drawn {
  message: Message;
  /** the message in short: what is drawn already is not drawn again */
  shown: string;
  /** nobody to name, which the team's setting passes over */
  silent: boolean;
}

/** A team with a channel, on its own day: that of its lead's office. */
export interface TeamToday {
  team: OrgTeam & { channel: string };
  settings: Notices;
  place: OwnPolicy;
  date: string;
}

/** One that shares the channel of a team above is on that one's board. */
export async function teamsToday(ws: Workspace, teams: Organisation, only?: string): Promise<TeamToday[]> {
  const isShared = ({ id, channel }: OrgTeam): boolean =>
    teams.above(id).some(t => t.id !== id && t.channel === channel && !t.archived);
  const found = teams
    .all()
    .filter(t => (only ?? t.id) === t.id)
    .flatMap(t => (t.channel === undefined || isShared(t) ? [] : [{ ...t, channel: t.channel }]));
  if (found.length === 0) return [];
  const [leads, stored] = await Promise.all([
    ws.people.some([...new Set(found.flatMap(t => t.lead ?? []))]),
    notices(ws).all(ws.team),
  ]);
  const own = new Map(stored.map(n => [n.teamId, n.own]));
  return found.map(team => {
    const place = ws.policy.of(leads.find(p => p.user === team.lead));
    const settings = noticesFor(ws.policy.now().absence, own.get(team.id));
    return { team, settings, place, date: place.today() };
  });
}

/** Undefined: nobody of the team works on that day. */
export function drawn(teams: Organisation, { team, settings, place }: TeamToday, facts: BoardFacts): Drawn | undefined {
  const below = teams.below(team.id);
  const types = settings.tellLeave === 'away' ? ('away' as const) : ('type' as const);
  const all = teams.all().filter(t => below.has(t.id));
  const model = boardOf(team, all, { places: settings.boardPlaces, types }, facts);
  if (!model) return undefined;
  const message = boardMessage(model, words(place.language));
  const shown = createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 16);
  return { message, shown, silent: isEmpty(model) && settings.boardEmpty === 'nothing' };
}

export const runName = (teamId: string, date: string): string => `${BOARD}:${teamId}:${date}`;

/**
 * From the team's hour until midnight: a board that is not there is posted, one that shows other than what is true is
 * drawn again. What is compared is the message itself, so that nothing has to say what changes it.
 */
export async function tellBoards(ws: Workspace): Promise<void> {
  const now = ws.clock.now();
  const teams = await ws.people.organisation();
  const all = await teamsToday(ws, teams);
  const due = all.filter(({ settings: s, date, place }) => s.board && now >= atLocal(date, s.boardAt, place.zone));
  const known = await runs(ws).named(
    ws.team,
    due.map(d => runName(d.team.id, d.date)),
  );
  for (const date of new Set(due.map(d => d.date))) {
    const facts = await factsOf(ws, date);
    for (const of of due) if (of.date === date) await tell(ws, of, drawn(teams, of, facts), known);
  }
}

async function tell(
  ws: Workspace,
  { team, date }: TeamToday,
  wanted: Drawn | undefined,
  known: ReadonlyMap<string, RunDoc>,
): Promise<void> {
  const name = runName(team.id, date);
  const run = known.get(name);
  if (!wanted || (run ? run.shown === wanted.shown || run.effects.length > 0 : wanted.silent)) return;
  const now = ws.clock.now();
  const effects = owe([owedBoard(team.id)], now);
  const stored = run
    ? await runs(ws).owe(ws.team, name, run.shown, effects)
    : await runs(ws).claim(ws.team, name, { job: BOARD, date, at: now }, effects);
  if (stored) ws.outbox.notify(RUNS, runId(ws.team, name), effects);
}
