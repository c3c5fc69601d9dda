import type { Modal } from '../../blocks/kit.ts';
import { type ManageModel, type ManageRow, manageModal } from '../../blocks/manage.ts';
import { bulk } from '../db/bulk.ts';
import { type Action, allowed } from '../people/roles.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Viewing } from '../slack/list-modal.ts';
import { type ManageSection, managed } from '../workspace/manage.ts';
import type { Workspace } from '../workspace/workspace.ts';

const GROUPS = {
  people: ['people'],
  leave: ['balances'],
  records: ['records', 'reports'],
  requests: ['requests', 'leave-types', 'routes', 'forms'],
  workspace: ['settings', 'calendar', 'log'],
} as const satisfies Record<string, readonly ManageSection[]>;

/** Over the workspace, anybody, or the team that they lead. */
function mayManage(ws: Workspace, person: Person, leads: boolean, action: Action): boolean {
  const team = leads && allowed('manager', action).includes('team');
  return team || ws.people.may(person, action) || ws.people.may(person, action, 'other');
}

export async function hubModal(ws: Workspace, { person, w }: Viewing): Promise<Modal> {
  const leads = await ws.people.leads(person.user);
  const mine = managed.of(ws).filter(m => mayManage(ws, person, leads, m.right));
  // Some count all days of a month: of a thousand people longer than a press waits for the database.
  const rows = await bulk(() =>
    Promise.all(
      mine.map(async m => ({ of: m, count: (await m.count?.(ws, person)) ?? (m.section === 'first' ? 0 : undefined) })),
    ),
  );
  const rowOf = ({ of: { action, value, label, hint, confirm }, count = 0 }: (typeof rows)[number]): ManageRow => ({
    action,
    label: label(w, count),
    ...defined({ value, hint: hint?.(w), confirm: confirm?.(ws, w) }),
  });
  const inSection = (section: ManageSection) =>
    rows.filter(r => r.of.section === section).sort((a, b) => a.of.order - b.of.order);
  const model: ManageModel = {
    first: inSection('first')
      .filter(r => (r.count ?? 0) > 0)
      .map(rowOf),
    groups: Object.entries(GROUPS).flatMap(([id, sections]) => {
      const found = sections.flatMap(inSection).map(rowOf);
      return found.length > 0 ? [{ title: w.manage.groups[id as keyof typeof GROUPS], rows: found }] : [];
    }),
  };
  return manageModal(model, w);
}
