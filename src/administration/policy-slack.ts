import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { literal, type Modal } from '../../blocks/kit.ts';
import {
  DECIDES,
  policyDifferenceModal,
  policyGroupModal,
  policyHistoryModal,
  policyModal,
  type SetUpDoneModel,
  setUpDoneModal,
  setUpModal,
} from '../../blocks/policy.ts';
import type { Words } from '../i18n/index.ts';
import type { Proposed } from '../settings/change.ts';
import type { PolicyProblem } from '../settings/check.ts';
import { askedIn, GROUPS, type Group } from '../settings/fields.ts';
import { applied, inForce, type Policy, type PolicyVersion } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { owedLog } from '../shared/owed-log.ts';
import { within } from '../shared/within.ts';
import { choiceOf } from '../slack/form.ts';
import { says } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery, type Viewing } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { redrawAdministrators } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { touchedFile } from './effects.ts';
import { redrawOffice } from './offices-slack.ts';
import { policyChanged, setUpRouting } from './points.ts';
import {
  countryIn,
  policyErrors,
  readGroup,
  readGroupForm,
  readProposed,
  readSetUpForm,
  SET_UP,
} from './policy-form.ts';
import { differenceModel, groupModels, policyHistoryModel, policyProblemText, policyValues } from './policy-present.ts';
import { counting, touchedBy } from './touched.ts';

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');
const NAME = 60;

/** For Slack's answer about channels. */
const CHECKING_MS = 1_500;

/** Reloads the policy before the answer, and follows up after it. */
async function changed(ws: Workspace, s: Submission): Promise<void> {
  await ws.policy.reload();
  const checked = ws.channels
    .checkChannels()
    .catch(error => ws.log.warn({ err: error }, 'the channels were not checked'));
  await within(CHECKING_MS, checked);
  s.later(async () => {
    for (const follows of policyChanged.of(ws)) await follows(ws);
    await redrawAdministrators(ws);
  });
}

function errorsOf(problems: readonly PolicyProblem[], s: Submission, fallback: string): ModalAnswer {
  const errors = policyErrors(problems, p => policyProblemText(p, s.w), fallback);
  // Slack ignores errors without an input.
  const shown = Object.entries(errors).filter(([block]) => block in s.state);
  return {
    errors: shown.length > 0 ? Object.fromEntries(shown) : { [fallback]: Object.values(errors)[0] ?? '' },
  };
}

/** With how to invite the app. */
async function channelTroubles(ws: Workspace, w: Words): Promise<string[]> {
  const troubles = await ws.channels.channelTroubles();
  return troubles.map(t => w.home.channelProblem(literal(t.name), t.problem));
}

/** So that the picker shows a channel configured by name. */
async function withChannelId(ws: Workspace, policy: Policy): Promise<Policy> {
  const named = policy.channels.administrators?.startsWith('#') === true;
  const administrators = named ? await ws.channels.channel().catch(() => undefined) : undefined;
  return administrators === undefined ? policy : { ...policy, channels: { ...policy.channels, administrators } };
}

async function setUpBefore(ws: Workspace, by: PolicyVersion, { person, w }: Viewing): Promise<string> {
  const names = await ws.people.names([by.by]);
  return w.policy.setUpBefore(literal(names.get(by.by) ?? by.by, NAME), w.moment(by.at, person.zone));
}

async function setUpForm(ws: Workspace, policy: Policy, w: Words): Promise<Modal> {
  const routed = await setUpRouting.only(ws).hasRules(ws);
  return setUpModal({ asked: SET_UP, values: policyValues(policy), zones: ZONES, routed }, w);
}

async function openSetUp(ws: Workspace, press: Press): Promise<void> {
  const { setUp, versions, defaults } = await ws.policies.stored();
  const [first] = versions;
  if (setUp && first) return press.tell(await setUpBefore(ws, first, press));
  await press.open(await setUpForm(ws, await withChannelId(ws, defaults), press.w));
}

async function setUp(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const chosen = choiceOf(s.state, adminInput.decides);
  const decides = DECIDES.find(d => d === chosen);
  const follows = decides ? setUpRouting.only(ws).leaveTo(decides, s.person.user) : [];
  const outcome = await ws.policies.setUp(s.person.user, readSetUpForm(s.state), s.key, follows);
  if (outcome.ok) {
    await changed(ws, s);
    return { update: await setUpDone(ws, decides ?? 'kept', s.w) };
  }
  if ('done' in outcome) return says(await setUpBefore(ws, outcome.done, s), s.w, s.w.policy.setUpTitle);
  return errorsOf(outcome.problems, s, 'channels.administrators');
}

/** Describes what happens now, by the policy in force. */
async function setUpDone(ws: Workspace, decides: SetUpDoneModel['decides'], w: Words): Promise<Modal> {
  const { leave, reports, people } = await ws.policies.on();
  const troubles = await channelTroubles(ws, w);
  const { basis } = leave;
  const { slackAdmins } = people;
  const summaryAt = reports.daily ? reports.dailyAt : undefined;
  return setUpDoneModal(
    { decides, basis, slackAdmins, troubles, ...defined({ channel: ws.channels.channelName(), summaryAt }) },
    w,
  );
}

async function storedPolicy(ws: Workspace) {
  const stored = await ws.policies.stored();
  const names = await ws.people.names(stored.versions.map(v => v.by));
  return { stored, nameOf: (user: string): string => names.get(user) ?? user };
}

async function settings(ws: Workspace, { w }: Pick<Viewing, 'w'>): Promise<Modal> {
  const { stored, nameOf } = await storedPolicy(ws);
  const troubles = await channelTroubles(ws, w);
  const groups = groupModels(stored, nameOf, w);
  return policyModal({ groups, ...(troubles.length > 0 ? { channelProblem: troubles.join('\n') } : {}) }, w);
}

const groupForm = (group: Group, policy: Policy, from: string, w: Words): Modal =>
  policyGroupModal({ group, asked: askedIn(group), values: policyValues(policy)[group], from, zones: ZONES }, w);

async function openGroup(ws: Workspace, press: Press): Promise<void> {
  const group = found(GROUPS.find(g => g === press.value));
  const { versions, defaults, today } = await ws.policies.stored();
  const policy = await withChannelId(ws, inForce(defaults, versions, today));
  await press.open(groupForm(group, policy, today, press.w));
}

/** Slack keeps the other inputs. */
async function redrawRegions(ws: Workspace, press: Press): Promise<void> {
  const { view, w } = press;
  const office = redrawOffice(ws, press);
  if (office) return void (await press.redraw(office));
  const holidays = view ? countryIn('workingTime', view.state) : undefined;
  if (!view || holidays === undefined) return;
  const { versions, defaults, today } = await ws.policies.stored();
  const group = readGroup(view.metadata);
  const policy = await withChannelId(ws, group ? inForce(defaults, versions, today) : defaults);
  const chosen = applied(policy, { workingTime: { holidays } });
  await press.redraw(group ? groupForm(group, chosen, today, w) : await setUpForm(ws, chosen, w));
}

async function groupSent(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { change, from } = readGroupForm(found(readGroup(s.metadata)), s.state);
  const outcome = await ws.policies.propose(change, from);
  if (outcome.ok) return { update: await difference(ws, outcome.proposed, false, s) };
  return errorsOf(outcome.problems, s, adminInput.from);
}

const difference = (ws: Workspace, proposed: Proposed, again: boolean, s: Submission): Promise<Modal> =>
  counting(
    ws,
    s,
    () => touchedBy(ws, proposed),
    touched => policyDifferenceModal({ ...differenceModel(proposed, again, s.w), ...defined({ touched }) }, s.w),
  );

/** Counted again when it is sent. */
async function askFile(ws: Workspace, press: Press): Promise<void> {
  const { from, seen, change } = found(readProposed(press.view?.metadata ?? ''));
  const to = press.person.user;
  await ws.received.answer(press.key, [
    touchedFile.owed({ lane: touchedFile.kind, to, data: { from, seen, change } }),
    owedLog({ what: 'files.export', by: to, on: from, now: { file: 'effects' } }),
  ]);
  press.tellLater(press.w.policy.touched.fileComing);
}

async function differenceSent(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const { w } = s;
  const outcome = await ws.policies.change(s.person.user, found(readProposed(s.metadata)), s.key);
  if (outcome.ok) {
    await changed(ws, s);
    s.later(() => redrawModal(ws.slack.interactive, s.beneath, () => settings(ws, s)));
    const { from } = outcome.version;
    const sentences = [w.policy.saved(w.rangeWithYear(from, from)), ...(await channelTroubles(ws, w))];
    return says(sentences.join('\n\n'), w, w.policy.title);
  }
  if ('proposed' in outcome) return { update: await difference(ws, outcome.proposed, true, s) };
  const [problem] = outcome.problems;
  return says(problem ? policyProblemText(problem, w) : w.errors.title, w, w.policy.title);
}

const policyHistory: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: adminAction.policyHistoryPages,
  draw: async (ws, { person, w }, { page }) => {
    const { stored, nameOf } = await storedPolicy(ws);
    return policyHistoryModal(policyHistoryModel(stored, page, nameOf, w, person.zone), w);
  },
};

const right = { may: 'change-settings' } as const;

/** Each change is shown before it is saved. */
export function policyRoutes(r: Routes): void {
  r.open(adminAction.openSetUp, right, openSetUp);
  r.submit(adminCallback.setUp, right, setUp);
  r.open(adminAction.openPolicy, right, async (ws, press) => press.open(await settings(ws, press)));
  r.open(adminAction.changeGroup, right, openGroup);
  r.open(adminAction.policyCountry, right, redrawRegions);
  r.submit(adminCallback.policyGroup, right, groupSent, readGroup);
  r.submit(adminCallback.policyDifference, right, differenceSent, readProposed);
  r.press(adminAction.touchedFile, right, askFile);
  r.open(adminAction.openPolicyHistory, right, openList(policyHistory));
  onList(policyHistory, (id, turn) => r.open(id, right, turn));
}
