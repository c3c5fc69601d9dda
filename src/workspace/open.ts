import type { Db } from 'mongodb';
import { CALENDARS, calendarStore } from '../calendar/store.ts';
import { zonesKnown } from '../calendar/zone.ts';
import type { Config } from '../config.ts';
import { remembering, stampOf } from '../db/remembering.ts';
import { received } from '../outbox/received.ts';
import { outboxWorker } from '../outbox/worker.ts';
import { peopleActions } from '../people/actions.ts';
import { peopleAdministration } from '../people/administer.ts';
import { organisationStore } from '../people/organisation/store.ts';
import { PEOPLE, peopleStore, personId } from '../people/store.ts';
import { policies } from '../settings/change.ts';
import { type Audience, workspaceChannels } from '../settings/channels.ts';
import { OFFICES, officeStore } from '../settings/offices-store.ts';
import { policyDefaults } from '../settings/policy.ts';
import { policyInForce } from '../settings/policy-in-force.ts';
import { policyStore, SETTINGS } from '../settings/store.ts';
import type { Clock } from '../shared/clock.ts';
import { newId } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { withinRequest } from '../shared/request.ts';
import { measured, watch } from '../shared/watched.ts';
import { within } from '../shared/within.ts';
import { router } from '../slack/handlers.ts';
import { refusals } from '../slack/refusals.ts';
import type { Router } from '../slack/router.ts';
import { slackClients } from '../slack-api/clients.ts';
import { type Identity, identify } from '../slack-api/identity.ts';
import type { Feature } from './feature.ts';
import { jobsOf, noteRuns } from './job-runs.ts';
import { gather } from './points.ts';
import { register } from './register.ts';
import { runJobs } from './run-jobs.ts';
import type { Workspace } from './workspace.ts';

export interface Running {
  ws: Workspace;
  me: Identity;
  botToken: string;
  router: Router;
  /** members, jobs and effects that are due */
  tick(): Promise<void>;
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/** For the list of members. */
const READING_MS = 3_000;
/** For what the start began. */
const STOPPING_MS = 1_000;

export async function openWorkspace(o: {
  config: Config;
  /** `me`: as Slack said at the installation; else it is asked */
  slack: { botToken: string; apiUrl: string; me?: Identity };
  features: readonly Feature[];
  db: Db;
  clock: Clock;
  log: Log;
  publicUrl: () => string | undefined;
}): Promise<Running> {
  const { config, features, clock, log } = o;
  const slack = slackClients({ token: o.slack.botToken, apiUrl: o.slack.apiUrl, log, now: () => clock.now() });
  const me = o.slack.me ?? (await identify(slack.interactive));
  const team = me.teamId;
  const db = remembering(o.db, team);

  const store = policyStore(db);
  const defaults = policyDefaults(config);
  const added = calendarStore(db);
  const offices = officeStore(db);
  const policy = policyInForce({
    store,
    added: () => added.all(team),
    offices: () => offices.all(team),
    stamp: () => stampOf(db, [SETTINGS, OFFICES, CALENDARS]),
    clock,
    team,
    defaults,
    knownZone: zonesKnown({ instead: () => defaults.workingTime.zone, log }),
  });
  await policy.reload();
  const channels = workspaceChannels({
    db,
    client: slack.bulk,
    clock,
    team,
    policy,
  });
  const outbox = outboxWorker({
    db,
    team,
    client: slack.bulk,
    clock,
    log,
    collections: features.flatMap(f => f.collections ?? []).flatMap(c => (c.owes ? [c.collection] : [])),
    lull: () => routes.lull(),
    onOutcome: async (effect, error, audience) => {
      const to = audience ?? (effect.to === 'administrators' ? effect.to : undefined);
      if (to) await channels.reportChannel(to as Audience, error);
    },
  });
  const answers = received({ db, outbox, team, now: () => clock.now() });
  const persons = peopleStore(db, zonesKnown({ instead: () => policy.zone, log }));
  const teams = organisationStore(db);
  const people = peopleActions({
    store: persons,
    teams,
    slack,
    clock,
    log,
    team,
    named: config.admins,
    policy,
    roster: channels.roster,
  });
  const rights = peopleAdministration({
    store: persons,
    teams,
    clock,
    log,
    team,
    named: config.admins,
    policy,
    notify: (user, effects) => outbox.notify(PEOPLE, personId(team, user), effects),
  });
  const ws: Workspace = {
    team,
    config,
    db,
    clock,
    log,
    slack,
    outbox,
    received: answers,
    people,
    rights,
    policy,
    policies: policies({
      store,
      clock,
      team,
      defaults,
      notify: effects => outbox.notify(SETTINGS, team, effects),
    }),
    channels,
    refusals: refusals({ people, received: answers, log }),
    publicUrl: o.publicUrl,
    provided: gather(features.flatMap(f => f.provides ?? [])),
  };

  const routes = router({
    people,
    client: slack.interactive,
    log,
    now: () => clock.now(),
    refreshPolicy: policy.refreshPolicy,
  });
  register(ws, features, routes);
  const jobs = features.filter(f => f.when?.(config) ?? true).flatMap(f => f.jobs ?? []);
  jobsOf(ws).push(...jobs);
  outbox.start();
  // Home names the channel, and whether the app is in it, before the first post.
  const checked = channels.checkChannels().catch(error => log.warn({ err: error }, 'the channels were not checked'));

  return {
    ws,
    me,
    botToken: o.slack.botToken,
    router: routes,
    // Its jobs rely on facts as a press does, and ask once.
    tick: () =>
      withinRequest(newId('t', clock.now()), async () => {
        const read = people
          .readWorkspace()
          .catch(error => log.warn({ err: error }, 'the members were not read; tried again'));
        // A rate-limited workspace must not hold up due work.
        await within(READING_MS, read);
        await policy.refreshPolicy();
        await runJobs(
          jobs.map(({ name, run }) => ({
            name,
            run: () =>
              measured(
                () => run(ws),
                m => watch('ran', { team, job: name, ...m }),
              ),
          })),
          log,
          round => noteRuns(ws, round),
        );
        await outbox.poll();
      }),
    idle: async () => {
      // Each may begin work of those below, never of those above.
      await routes.idle();
      await outbox.idle();
      await people.idle();
    },
    stop: async () => {
      await outbox.stop();
      await within(STOPPING_MS, checked);
      await slack.close();
    },
  };
}
