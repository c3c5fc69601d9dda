import { readConfig } from '../../src/config.ts';
import { policyDefaults } from '../../src/settings/policy.ts';
import { policyInForce } from '../../src/settings/policy-in-force.ts';
import { policyStore } from '../../src/settings/store.ts';
import { createLog } from '../../src/shared/log.ts';
import { type Contribution, gather } from '../../src/workspace/points.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

type Given = Partial<Omit<Workspace, 'provided'>> & { provides?: readonly Contribution[] };

const UNCHANGED = { version: 0, versions: [] };

/**
 * A workspace for functions that need no Slack: the policy of the given database or the default, effects stored but not delivered.
 * What a test does not give throws with its name when it is used.
 */
export function testWorkspace({ provides = [], ...given }: Given): Workspace {
  const config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: '0'.repeat(32) });
  const team = given.team ?? 'T1';
  const clock = given.clock ?? { now: () => Date.parse('2026-11-24T09:00:00+09:00') };
  const store = given.db ? policyStore(given.db) : { get: async () => UNCHANGED, add: async () => false };
  const policy = policyInForce({ store, clock, team, defaults: policyDefaults(config) });
  const idle = async (): Promise<void> => undefined;
  const known: Partial<Workspace> = {
    config,
    team,
    clock,
    policy,
    log: createLog('silent'),
    outbox: {
      register: () => undefined,
      notify: () => undefined,
      poll: idle,
      depth: async () => 0,
      idle,
      start: () => undefined,
      stop: idle,
    },
    received: { answer: async () => true },
    provided: gather(provides),
    publicUrl: () => undefined,
    ...given,
  };
  return new Proxy(known as Workspace, {
    get: (target, name) => {
      // A promise asks what it is given for it.
      if (Reflect.has(target, name) || name === 'then') return Reflect.get(target, name);
      throw new Error(`the test gives its workspace no ${String(name)}`);
    },
  });
}
