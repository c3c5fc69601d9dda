import type { TeamRow, TeamsModel } from '../../../blocks/teams.ts';
import type { Listing } from '../../people/may.ts';
import type { OrgTeam } from '../../people/organisation/rules.ts';
import { isActive } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { paged } from '../../shared/portions.ts';
import { byName, normal } from '../../shared/text.ts';

interface TeamsQuery {
  query: string;
  filter: TeamsModel['filter'];
  page: number;
}

/** The tree, or what a search finds of it, with how many people each has. */
export function teamsModel(q: TeamsQuery, d: Listing, size: number): TeamsModel {
  const { teams } = d;
  const folded = (text: string): string => normal(text, 'NFKC').toLowerCase();
  const all: readonly OrgTeam[] =
    q.filter === 'here' ? teams.all() : teams.stored.filter(t => t.archived).sort((a, b) => byName(a.name, b.name));
  const found = all.filter(t => folded(teams.path(t.id)).includes(folded(q.query)));
  const counts = new Map<string, number>();
  let without = 0;
  for (const p of d.people.values()) {
    if (!isActive(p)) continue;
    if (p.teamId === undefined) without += 1;
    else counts.set(p.teamId, (counts.get(p.teamId) ?? 0) + 1);
  }
  const { rows, count, ...page } = paged(found, q.page, size);
  const rowOf = (t: OrgTeam): TeamRow => {
    const ids = t.archived ? [t.id] : [...teams.below(t.id)];
    return {
      ...{ id: t.id, name: t.name, depth: q.filter === 'here' ? teams.above(t.id).length - 1 : 0 },
      members: counts.get(t.id) ?? 0,
      all: ids.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0),
      ...defined({ lead: t.lead && (d.people.get(t.lead)?.name ?? t.lead), channel: t.channel }),
    };
  };
  return {
    ...{ query: q.query, filter: q.filter, ...page, total: count, without },
    rows: rows.map(rowOf),
    metadata: JSON.stringify({ ...q, page: page.page }),
  };
}
