import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Db } from 'mongodb';
import type { Modal } from '../../blocks/kit.ts';
import type { Attendance } from '../attendance/actions.ts';
import type { DayCommand } from '../attendance/rules.ts';
import type { WorkdayDoc } from '../attendance/store.ts';
import type { Config } from '../config.ts';
import type { Outbox } from '../outbox/worker.ts';
import type { People } from '../people/actions.ts';
import type { StatusConsent } from '../preferences/slack.ts';
import type { Clock } from '../shared/clock.ts';
import type { Owed } from '../shared/effects.ts';
import type { Log } from '../shared/log.ts';
import { secrets } from '../shared/secrets.ts';
import { sharing } from '../shared/sharing.ts';
import type { Acting, Router } from '../slack/router.ts';
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
  consent?: StatusConsent;
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
  /** a person's settings as a modal */
  settings: (acting: Pick<Acting, 'person' | 'w'>) => Promise<Modal>;
}): SlackStatus {
  const app = o.config.slackStatus;
  if (!app) return { follows: async () => [], pages: new Map(), connect: () => undefined };
  const shared = sharing(sharing(o)({ store: consentStore(o.db), secrets: secrets(app.key) }));
  const given = consents(shared({}));
  const link = consentLink(shared({ consents: given, app, apiUrl: o.config.slack.apiUrl }));
  const consent: StatusConsent = async user =>
    (await given.isOn(user)) ? { on: true } : { on: false, url: link.url(user) };
  return {
    follows: (user, command) => given.owed(user, command.do === 'check-in'),
    consent,
    pages: new Map([[CALLBACK, link.handle]]),
    connect: (router, day) => {
      statusSlack(router, { consents: given, settings: o.settings });
      statusDelivery(o.outbox, shared({ consents: given, ...day }));
    },
  };
}
