import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Db } from 'mongodb';
import type { Attendance } from '../attendance/actions.ts';
import type { DayCommand } from '../attendance/rules.ts';
import type { WorkdayDoc } from '../attendance/store.ts';
import type { Config } from '../config.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import { type StatusConsent, settingsOf } from '../preferences/slack.ts';
import type { Policy } from '../settings/policy.ts';
import type { Clock } from '../shared/clock.ts';
import type { Owed } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { secrets } from '../shared/secrets.ts';
import { sharing } from '../shared/sharing.ts';
import type { Router } from '../slack/router.ts';
import type { SlackClients } from '../slack-api/clients.ts';
import { consents } from './actions.ts';
import { statusDelivery } from './delivery.ts';
import { CALLBACK, consentLink } from './oauth.ts';
import { statusSlack } from './slack.ts';
import { consentStore } from './store.ts';

/** What is known of people's days. */
interface DayParts {
  attendance: Attendance;
  /** when this day of a person is planned to end, ms */
  plannedEnd: (user: string, day: WorkdayDoc) => Promise<number | undefined>;
}

type Page = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** The Slack status as a whole. Where it is not configured nobody is asked, nothing is owed and nothing attempted. */
export interface SlackStatus {
  /** what a change of a person's day owes besides */
  follows(user: string, command: DayCommand): Promise<Owed[]>;
  settings: ReturnType<typeof settingsOf>;
  /** what browsers may ask for, by path */
  pages: ReadonlyMap<string, Page>;
  connect(router: Router, day: DayParts): void;
}

export function slackStatus(o: {
  config: Config;
  db: Db;
  outbox: Outbox;
  people: People;
  clients: SlackClients;
  clock: Clock;
  log: Log;
  team: () => string;
  /** which reminders the policy has: the settings show them beside the consent */
  reminders: () => Policy['reminders'];
}): SlackStatus {
  const app = o.config.slackStatus;
  if (!app)
    return { follows: async () => [], settings: settingsOf(o.reminders), pages: new Map(), connect: () => undefined };
  const shared = sharing(sharing(o)({ store: consentStore(o.db), secrets: secrets(app.key) }));
  const given = consents(shared({}));
  const link = consentLink(shared({ consents: given, app, apiUrl: o.config.slack.apiUrl }));
  const statusConsent: StatusConsent = async user =>
    (await given.isOn(user)) ? { on: true } : { on: false, url: link.url(user) };
  const settings = settingsOf(o.reminders, statusConsent);
  return {
    follows: (user, command) => given.owed(user, command.do === 'check-in'),
    settings,
    pages: new Map([[CALLBACK, link.handle]]),
    connect: (router, day) => {
      statusSlack(router, { consents: given, settings });
      statusDelivery(o.outbox, shared({ consents: given, ...day }));
    },
  };
}
