import { setTimeout as pause } from 'node:timers/promises';
import { adminAction } from '../blocks/administration-ids.ts';
import { formAction } from '../blocks/form-ids.ts';
import { action } from '../blocks/ids.ts';
import { FEEDS_PREFIX } from './absence/feeds/actions.ts';
import { calendarRoom } from './absence/room.ts';
import { administrationSlack } from './administration/administration-slack.ts';
import { importSlack } from './administration/import-slack.ts';
import { policySlack } from './administration/policy-slack.ts';
import { peopleSlack } from './administration/slack.ts';
import { Kinds, type RequestKind } from './approvals/kinds.ts';
import { approvalsRoom } from './approvals/room.ts';
import { requestStore } from './approvals/store.ts';
import { CORRECTION, correctionKind } from './attendance/corrections/kind.ts';
import { attendanceRoom } from './attendance/room.ts';
import type { DayCommand } from './attendance/rules.ts';
import { workdayStore } from './attendance/store.ts';
import { calendarStore } from './calendar/store.ts';
import { zonesKnown } from './calendar/zone.ts';
import { clockDelivery, clocking } from './chat/clock.ts';
import { shortcutsSlack } from './chat/shortcuts-slack.ts';
import { chatSlack } from './chat/slack.ts';
import { COLLECTIONS } from './collections.ts';
import type { Config } from './config.ts';
import { bulk } from './db/bulk.ts';
import type { Database } from './db/connection.ts';
import { prepare } from './db/indexes.ts';
import { isFormKind, kindOf } from './forms/definition.ts';
import { fileInfo } from './forms/files.ts';
import { formsRoom } from './forms/room.ts';
import { attendedStore } from './grants/attended.ts';
import { compensatoryRoom } from './grants/compensatory/room.ts';
import { openingBalances } from './grants/opening/actions.ts';
import { ledgerRoom } from './grants/room.ts';
import { grantStore } from './grants/store.ts';
import { homeActions } from './home/actions.ts';
import { homeLists } from './home/lists.ts';
import { answersBeneath, homeDelivery, homeSlack, redrawList } from './home/slack.ts';
import { type Job, runJobs } from './jobs/run.ts';
import { everyMinute } from './jobs/schedule.ts';
import { runStore } from './jobs/store.ts';
import { LEAVE, leaveActions } from './leave/actions.ts';
import { awayLines, matesAway } from './leave/away.ts';
import { blockedSlack } from './leave/blocked/slack.ts';
import { blockedStore } from './leave/blocked/store.ts';
import { hoursOn } from './leave/hours.ts';
import { leaveKind } from './leave/kind.ts';
import { leaveObjections } from './leave/objections.ts';
import { replacedDelivery } from './leave/replaced.ts';
import { leaveChanger, leaveEditor, leaveForms, leaveSlack } from './leave/slack.ts';
import { leaveTypes } from './leave/types/library.ts';
import { leaveTypesSlack } from './leave/types/slack.ts';
import { leaveTypeStore } from './leave/types/store.ts';
import { leaveFormOf } from './leave-record/form.ts';
import { awayOn } from './leave-record/rules.ts';
import { received as makeReceived } from './outbox/received.ts';
import { registerSay } from './outbox/say.ts';
import { outboxWorker } from './outbox/worker.ts';
import { peopleActions } from './people/actions.ts';
import { peopleAdministration } from './people/administer.ts';
import type { Person } from './people/rules.ts';
import { peopleStore } from './people/store.ts';
import { settingsSlack } from './preferences/slack.ts';
import { promotionRoom } from './promotion/room.ts';
import { afterShowOwed } from './reminders/effects.ts';
import { reminderRoom } from './reminders/room.ts';
import { reportActions, reportsDelivery, SUMMARY } from './reports/actions.ts';
import { reportsSlack } from './reports/slack.ts';
import { retentionRoom } from './retention/room.ts';
import { policies as makePolicies } from './settings/change.ts';
import { workspaceChannels } from './settings/channels.ts';
import { policyDefaults } from './settings/policy.ts';
import { policyStore, SETTINGS } from './settings/store.ts';
import { workplaceOf } from './settings/workplace.ts';
import { settlementRoom } from './settlement/room.ts';
import { type Clock, systemClock } from './shared/clock.ts';
import type { Log } from './shared/log.ts';
import { sharing } from './shared/sharing.ts';
import { listen } from './slack/listening.ts';
import { refusals as makeRefusals } from './slack/refusals.ts';
import { router as makeRouter, type Router } from './slack/router.ts';
import { slackClients } from './slack-api/clients.ts';
import { slackFiles } from './slack-api/files.ts';
import { identify } from './slack-api/identity.ts';
import { slackStatus } from './slack-status/feature.ts';
import { timesheetsRoom } from './timesheets/room.ts';
import { OVERTIME_FORM, overtimeDate } from './worktime/overtime.ts';
import { arrangedOn } from './worktime/summary.ts';

export interface Daybook {
  team: string;
  /** where it listens */
  port: number;
  /** Runs what is owed now: jobs and due deliveries. The schedule does it every minute; a moved clock at once. */
  tick(): Promise<void>;
  /** Nothing is under way: what was pressed is stored, answered and delivered, or waits for a later try. */
  idle(): Promise<void>;
  /** everything that Slack may send and somebody handles */
  routes: ReturnType<Router['ids']>;
  stop(): Promise<void>;
}

/** How long a tick waits for the list of members. */
const READING_MS = 3_000;
/** How long somebody who saves the settings waits for Slack's word on the channels. */
const CHECKING_MS = 1_500;

/** Joins everything. `port: 0` takes a free port. */
export async function startDaybook(o: {
  config: Config;
  database: Database;
  log: Log;
  clock?: Clock;
  /** where calendar programs reach Daybook, by its port, in place of the configuration: for the demo, whose port is any that is free */
  publicUrl?: (port: number) => string;
}): Promise<Daybook> {
  const { config, database, log, clock = systemClock } = o;
  const db = database.db;
  await bulk(() => prepare(db, COLLECTIONS));

  const clients = slackClients({ token: config.slack.botToken, apiUrl: config.slack.apiUrl, log });
  const me = await identify(clients.interactive);
  const team = (): string => me.teamId;

  const policyDocs = policyStore(db);
  const defaults = policyDefaults(config);
  const added = calendarStore(db);
  const zoneSaved = zonesKnown({ instead: () => defaults.workingTime.zone, log });
  const workplace = workplaceOf({
    ...{ store: policyDocs, added: () => added.days(team()), clock, team, defaults, zoneOf: zoneSaved },
  });
  await workplace.reload();
  const channels = workspaceChannels({
    ...{ db, client: clients.bulk, clock, team },
    channels: () => workplace.now().channels,
  });
  const outbox = outboxWorker({
    db,
    team,
    client: clients.bulk,
    clock,
    log,
    collections: COLLECTIONS.filter(c => c.owes).map(c => c.collection),
    onOutcome: async (effect, error) => {
      if (effect.kind === SUMMARY) await channels.reportChannel('reports', error);
      else if (effect.to === 'administrators') await channels.reportChannel('administrators', error);
    },
  });
  const received = makeReceived({ db, outbox, team, now: () => clock.now() });
  const { calendar } = workplace;
  const workdays = workdayStore(db);
  const requests = requestStore(db);
  const runs = runStore(db);
  const zoneOf = zonesKnown({ instead: () => workplace.zone, log });
  const peopleDocs = peopleStore(db, zoneOf);
  const slackAdmins = (): boolean => workplace.now().people.slackAdmins;
  const people = peopleActions({
    store: peopleDocs,
    clients,
    clock,
    log,
    team,
    named: config.admins,
    get zone() {
      return workplace.zone;
    },
    get workspaceLanguage() {
      return workplace.language;
    },
    get slackAdmins() {
      return slackAdmins();
    },
    roster: channels.roster,
  });
  const administration = peopleAdministration({
    store: peopleDocs,
    clock,
    log,
    team,
    get zone() {
      return workplace.zone;
    },
    named: config.admins,
    slackAdmins: async () => slackAdmins(),
    openings: openingBalances({
      ...{ grants: grantStore(db), attended: attendedStore(db), requests, workplace, calendar, clock, team },
    }),
  });
  const policies = makePolicies({
    ...{ store: policyDocs, clock, team, defaults, allows: administration.allows },
    notify: effects => outbox.notify(SETTINGS, team(), effects),
  });
  const refusals = makeRefusals({ people, received, log });
  const kinds = new Kinds();
  const types = leaveTypes({ store: leaveTypeStore(db), clock, team });
  kinds.register(leaveKind(calendar, types, (request, approver) => objections(request, approver)));
  kinds.register(correctionKind);
  const compensatory = compensatoryRoom({ db, requests, workdays, people, workplace, outbox, clock, team, runs });
  const { ofOvertime, promises } = compensatory;
  const afterOvertime: RequestKind['shown'] = request => [afterShowOwed(request.user, overtimeDate(request))];
  const overtime = new Map([[OVERTIME_FORM, { ...ofOvertime, shown: afterOvertime }]]);
  const requestForms = formsRoom({ db, clock, team, follows: overtime, promises });
  const { library } = requestForms;
  kinds.registerFamily(requestForms.kinds);
  const asking = approvalsRoom({
    ...{ db, workplace, channels, requests, people, administration, kinds, outbox, received, refusals },
    ...{ calendar, clock, team },
    // What a manager knows best: money stays with the administrators, and corrections are the manager's without a rule.
    managed: [LEAVE, kindOf(OVERTIME_FORM), kindOf('business-trip')],
    wholeDayAway: async date => {
      const away = await requests.inForceIn(me.teamId, LEAVE, date, date);
      const whole = awayOn(
        date,
        away.map(r => ({ user: r.user, form: leaveFormOf(r.form) })),
      ).filter(a => a.whole);
      return new Set(whole.map(a => a.user));
    },
  });
  const { approvals, presences, preview } = asking;

  const shared = sharing({
    presences,
    people,
    administration,
    outbox,
    clock,
    team,
    get zone() {
      return workplace.zone;
    },
    get language() {
      return workplace.language;
    },
    calendar,
    kinds,
    channels,
    refusals,
    received,
    workdays,
    requests,
    runs,
  });
  const reminded = () => workplace.now().reminders;
  const status = slackStatus({ ...{ config, db, outbox, people, clients, clock, log, team }, reminders: reminded });
  const reminders = reminderRoom(shared({ library, policyOn: workplace.on }));
  const follows = async (user: string, command: DayCommand) =>
    (await Promise.all([status.follows(user, command), reminders.follows(user, command)])).flat();
  const timesheets = timesheetsRoom(shared({ db, policyOn: workplace.on }));
  const { isClosed, closedSince } = timesheets;
  const working = attendanceRoom(shared({ workplace, approvals, follows, log, isClosed, closedSince }));
  const { attendance, breakRule, tellWithin, shortOf } = working;
  const speaking = clocking(shared({ attendance, tellWithin, breakRule, shortOf }));
  const grants = ledgerRoom(shared({ db, workplace }));
  const leaving = settlementRoom(shared({ db, workplace }));
  const judging = {
    types,
    blocked: blockedStore(db),
    grantsOf: grants.ledger.factsOf,
    hoursOf: async (user: string, date: string) =>
      hoursOn(await people.person(user), date, workplace.on(date).workingTime),
    arrangedOn: async (user: string, date: string) =>
      arrangedOn({ policyOn: workplace.on, calendar, person: await people.person(user) }, date),
    policy: () => workplace.now().leave,
    needsAnswer: async (person: Person, date: string) =>
      (await working.answers.all(person)).days.some(d => d.date === date),
  };
  let port = config.port;
  const dates = calendarRoom(
    shared({
      ...{ db, workplace, log, store: added, secret: config.slack.signingSecret, isClosed },
      publicUrl: () => o.publicUrl?.(port) ?? config.publicUrl,
    }),
  );
  const leave = leaveActions(shared({ ...judging, approvals, fileInfo: fileInfo(clients.interactive) }));
  const objections = leaveObjections({ leave, people });
  const promotion = promotionRoom(shared({ ...judging, db, workplace, leave, ledger: grants.ledger }));
  const retention = retentionRoom(shared({ db, workplace, log }));
  const { balancesFrom } = grants.ledger;
  const home = homeActions(
    shared({
      policyOn: workplace.on,
      answers: working.answers,
      balancesFrom,
      promotionOf: promotion.homeOf,
      isSetUp: async () => (await policies.stored()).setUp,
    }),
  );
  const lists = homeLists(shared({ home, answers: working.answers, balancesFrom }));
  const reports = reportActions(shared({ policyOn: workplace.on }));
  const forms = leaveForms(shared({ ...judging, leave, preview, balancesFrom }));

  const router = makeRouter({
    ...{ people, client: clients.interactive, log, now: () => clock.now() },
    freshen: workplace.freshen,
  });
  const listBeneath = answersBeneath({ lists, clients });
  const { clockPresses, correctionEditor } = working.attach(router, {
    ...{ preview, shownMonths: timesheets.attach(router, clients.interactive) },
    afterOut: reminders.afterOut,
    redrawList: redrawList({ lists }),
    listBeneath,
  });
  reminders.attach(router, { clockPresses, client: clients.interactive });
  leaveSlack(router, forms, shared({ ...judging, leave, balancesFrom, listBeneath }));
  leaveTypesSlack(router, shared({ ...judging, client: clients.interactive }));
  blockedSlack(router, shared(judging));
  const formEditor = requestForms.attach(router, shared({ approvals, preview, log, client: clients.interactive }));
  const editors = new Map([
    [CORRECTION, correctionEditor],
    [LEAVE, leaveEditor(forms)],
  ]);
  const changers = new Map([[LEAVE, leaveChanger(forms)]]);
  const redrawn = redrawList({ lists });
  const waiting = asking.attach(router, {
    ...{ client: clients.interactive, bulk: clients.bulk, waitingFor: home.waitingFor, alsoAway: home.alsoAway },
    redrawList: async press => void (await redrawn(press)),
    editorOf: kind => editors.get(kind) ?? (isFormKind(kind) ? formEditor : undefined),
    changerOf: kind => changers.get(kind),
  });
  homeSlack(router, shared({ home, lists, clients, openWaiting: waiting.open }));
  router.menu(action.adminMenu, [
    adminAction.openPeople,
    adminAction.openPolicy,
    action.openRoutes,
    formAction.manage,
    action.openDelegation,
  ]);
  reportsSlack(router, shared({ reports }));
  settingsSlack(router, {
    people,
    redrawHome: user => home.publish(user, clients.interactive),
    modal: status.settings,
    reminders: reminded,
  });
  status.connect(router, {
    attendance,
    plannedEnd: async (user, day) => (await working.likely(user, day.date, day)).plannedEnd,
  });
  chatSlack(
    router,
    shared({ ...judging, clocking: speaking, status: home.status, balancesFrom, leave, forms, clients }),
  );
  shortcutsSlack(router, shared({ attendance, status: home.status, forms, clocking: speaking, clients }));
  peopleSlack(router, { people });
  /** Homes that were opened before, as they stand now. */
  const redrawHomes = async (users: readonly string[]): Promise<void> => {
    const seen = (await people.some(users)).filter(p => p.homeSeenAt !== undefined);
    await Promise.all(seen.map(p => home.publish(p.user, clients.bulk)));
  };
  const administering = { client: clients.interactive, redrawHomes, log };
  grants.attach(router, shared({ client: clients.interactive }));
  leaving.attach(router, shared({ workplace, client: clients.interactive }));
  promotion.attach(router, clients.interactive);
  administrationSlack(router, shared(administering));
  const { botToken: token, apiUrl } = config.slack;
  const files = slackFiles({ client: clients.interactive, token, apiUrl });
  importSlack(router, shared({ ...administering, files }));
  policySlack(router, {
    ...{
      ...administering,
      administration,
      people,
      channels,
      policies,
      routing: asking.routing,
      leavesTouched: dates.touchedBy,
    },
    changed: async () => {
      await workplace.reload();
      const checked = channels
        .checkChannels()
        .catch(error => log.warn({ err: error }, 'the channels were not checked'));
      await Promise.race([checked, pause(CHECKING_MS, undefined, { ref: false })]);
    },
    afterwards: async () => {
      await asking.postUnposted();
      await redrawHomes((await people.administrators()).map(p => p.user));
    },
  });
  dates.attach(router, {
    client: clients.interactive,
    afterwards: async () => redrawHomes((await people.administrators()).map(p => p.user)),
  });
  registerSay(outbox);
  dates.deliver(outbox);
  working.deliver(outbox);
  timesheets.deliver(outbox, clients.bulk);
  clockDelivery(outbox, shared({ clocking: speaking }));
  replacedDelivery(outbox, { requests, kinds, presences, outbox, clock, team });
  promotion.deliver(outbox, clients.bulk);
  compensatory.deliver(outbox);
  grants.deliver(outbox, { people, team, redrawHomes });
  leaving.deliver(outbox, shared({ workplace, client: clients.bulk }));
  homeDelivery(outbox, { home, clients });
  asking.deliver(outbox, {
    alsoAway: awayLines(matesAway({ requests, people, team, calendar, policyOn: workplace.on })),
    answerAt: clients.replace,
  });
  reminders.deliver(outbox);
  retention.deliver(outbox);
  reportsDelivery(outbox, shared({ policyOn: workplace.on }));

  const { signingSecret } = config.slack;
  const listening = await listen(router, {
    ...{ port: config.port, signingSecret, botToken: token, apiUrl, log, me },
    ready: () => database.ready(),
    pages: status.pages,
    under: new Map([[FEEDS_PREFIX, dates.http]]),
  });
  port = listening.port;
  outbox.start();
  const tickOnce = async (): Promise<void> => {
    const read = people
      .readWorkspace()
      .catch(error => log.warn({ err: error }, 'the members were not read; tried again'));
    // A workspace over its rate limit must not hold up what is owed now.
    await Promise.race([read, pause(READING_MS, undefined, { ref: false })]);
    await workplace.freshen();
    const jobs: Job[] = [
      ...working.jobs,
      { name: 'months', run: timesheets.tick },
      { name: 'grants', run: grants.tick },
      { name: 'compensatory', run: compensatory.tick },
      { name: 'leaving', run: leaving.tick },
      { name: 'promotion', run: promotion.tick },
      { name: 'calendar', run: dates.tick },
      { name: 'reminders', run: reminders.tick },
      { name: 'reports', run: reports.tick },
      { name: 'retention', run: retention.tick },
      ...asking.jobs,
    ];
    await runJobs(jobs, log);
    await outbox.poll();
  };
  const ticks = new Set<Promise<void>>();
  const tick = (): Promise<void> => {
    const run = bulk(tickOnce).finally(() => ticks.delete(run));
    ticks.add(run);
    return run;
  };
  const cron = everyMinute({ log, tick });
  // Its name is wanted on Home before anything was posted there, and so is whether the app is in it.
  void channels.checkChannels().catch(error => log.warn({ err: error }, 'the channels were not checked'));
  const startup = tick().catch(error =>
    log.warn({ err: error }, 'the start could not be finished; it goes on by itself'),
  );

  return {
    team: me.teamId,
    port,
    tick,
    routes: router.ids(),
    idle: async () => {
      // Each may begin what those below do, and none what those above do. A tick of the minute may do what another one found done.
      await Promise.allSettled(ticks);
      await router.idle();
      await outbox.idle();
      await people.idle();
    },
    stop: async () => {
      await cron.stop();
      await listening.stop();
      await Promise.race([startup, new Promise(resolve => setTimeout(resolve, 1_000).unref())]);
      await outbox.stop();
      await clients.close();
    },
  };
}
