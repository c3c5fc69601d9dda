import { perWorkspace } from './workspace.ts';

/** The workspace as features take it that are not converted yet. Never spread: what stands in the policy is read at each use. */
export const legacy = perWorkspace(ws => ({
  ws,
  db: ws.db,
  clock: ws.clock,
  log: ws.log,
  team: () => ws.team,
  people: ws.people,
  administration: ws.rights,
  outbox: ws.outbox,
  received: ws.received,
  refusals: ws.refusals,
  channels: ws.channels,
  workplace: ws.policy,
  policyOn: ws.policy.on,
  calendar: ws.policy.calendar,
  clients: ws.slack,
  client: ws.slack.interactive,
  get zone() {
    return ws.policy.zone;
  },
  get language() {
    return ws.policy.language;
  },
}));
