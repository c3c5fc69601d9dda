import { ACTIONS, allowed, RELATIONS, type Relation, ROLES, type Role, RULES } from '../../src/people/roles.ts';

const NAMES: Readonly<Record<Role, string>> = {
  employee: 'Employee',
  manager: 'Manager',
  hr: 'HR administrator',
  owner: 'Owner',
};
const SAID: Readonly<Record<Relation, string>> = {
  self: 'own',
  asked: 'where asked',
  team: 'own team',
  other: 'others',
  workspace: 'yes',
};

/** What a role may, in words; the widest one stands for those within it. */
function cell(relations: Relation[]): string {
  const has = (r: Relation): boolean => relations.includes(r);
  if (relations.length === 0) return '–';
  if (has('self') && has('team') && has('other')) return 'everybody';
  const reach = has('team') && has('other') ? 'everybody else' : undefined;
  const words = RELATIONS.filter(r => has(r) && !(reach && (r === 'team' || r === 'other' || r === 'asked')));
  const said = words.filter(r => r !== 'workspace' || words.length === 1).map(r => SAID[r]);
  return [...said, ...(reach ? [reach] : [])].join(', ');
}

/** The roles page, from the table that `may` decides by. */
export function rolesPage(): string {
  const row = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Roles',
    '',
    'Made by `npm run docs` from the table in `src/people/roles.ts`, by which `may` decides; a test compares the two. Change the table, not this page.',
    '',
    row(['', ...ROLES.map(role => NAMES[role])]),
    row(['---', ...ROLES.map(() => '---')]),
    ...ACTIONS.map(action => row([RULES[action].says, ...ROLES.map(role => cell(allowed(role, action)))])),
    '',
    '- **Own**: of oneself. **Own team**: those who report to one, directly or through others. **Where asked**: a request whose step asks one, or somebody',
    '  one stands in for. **Yes**: it concerns the workspace as a whole.',
    '- Nobody decides on their own request, whatever their role.',
    '- A role that an administrator has set counts. Where none is set: owners of the Slack workspace and the users in `DAYBOOK_ADMINS` are owners,',
    '  administrators of the Slack workspace are HR administrators (the settings can say otherwise), whoever is somebody’s manager is a manager, and everybody else is an employee.',
    '- The last owner cannot lose that role.',
    '- People who left, guests and bots may do nothing. Nothing of another workspace is found.',
    '',
  ].join('\n');
}
