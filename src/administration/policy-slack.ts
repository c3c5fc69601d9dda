import type { WebClient } from '@slack/web-api';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { literal, type Modal } from '../../blocks/kit.ts';
import {
  DECIDES,
  type Decides,
  policyDifferenceModal,
  policyGroupModal,
  policyHistoryModal,
  policyModal,
  type SetUpDoneModel,
  setUpDoneModal,
  setUpModal,
} from '../../blocks/policy.ts';
import type { Words } from '../i18n/index.ts';
import type { People } from '../people/actions.ts';
import type { PeopleAdministration } from '../people/administer.ts';
import { namesHolidays, type Policies, type Proposed } from '../settings/change.ts';
import type { Channels } from '../settings/channels.ts';
import type { PolicyProblem } from '../settings/check.ts';
import { askedIn, GROUPS, type Group } from '../settings/fields.ts';
import { applied, inForce, type Policy, type PolicyVersion } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import type { Owed } from '../shared/effects.ts';
import { choiceOf } from '../slack/form.ts';
import { denied, says } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery } from '../slack/list-modal.ts';
import { found } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Acting, ModalAnswer, Press, Router, Submission } from '../slack/router.ts';
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

interface Parts {
  policies: Policies;
  administration: PeopleAdministration;
  people: People;
  channels: Channels;
  /** whether there are rules of who decides; and what stores the one that was chosen */
  routing: { hasRules(): Promise<boolean>; leaveTo(decides: Decides, by: string): Owed[] };
  client: WebClient;
  /** how many leaves would take other days by a change */
  leavesTouched: (change: Pick<Proposed, 'from' | 'change'>) => Promise<number>;
  /** what the answer waits for once the policy has changed */
  changed: () => Promise<void>;
  /** and what comes after it */
  afterwards: () => Promise<void>;
}

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');
const NAME = 60;

/** The guided setting up, and the workspace's settings in groups: each change is shown before it is saved. */
export function policySlack(router: Router, o: Parts): void {
  const saying = (text: string, w: Words, title = w.policy.title): ModalAnswer => says(text, w, title);
  const guarded = (id: string, handler: (o: Parts, press: Press) => Promise<void>): void =>
    router.opens(id, async press => {
      if (await allowed(press)) await handler(o, press);
    });

  /** For presses: whether this person may, told if not. */
  async function allowed(press: Press): Promise<boolean> {
    const answer = await o.administration.allows(press.person.user, 'change-settings');
    if (answer !== 'yes') await press.tell(press.w.people.denied[answer]);
    return answer === 'yes';
  }

  async function setUpBefore(by: PolicyVersion, { person, w }: Pick<Acting, 'person' | 'w'>): Promise<string> {
    const names = await o.people.names([by.by]);
    return w.policy.setUpBefore(literal(names.get(by.by) ?? by.by, NAME), w.moment(by.at, person.zone));
  }

  guarded(adminAction.openSetUp, async (_o, press) => {
    const { setUp, versions, defaults } = await o.policies.stored();
    const [first] = versions;
    if (setUp && first) return press.tell(await setUpBefore(first, press));
    await press.open(await setUpForm(await withChannelIds(defaults), press.w));
  });

  async function setUpForm(policy: Policy, w: Words): Promise<Modal> {
    return setUpModal(
      { asked: SET_UP, values: policyValues(policy), zones: ZONES, routed: await o.routing.hasRules() },
      w,
    );
  }

  /** A channel that was configured by its name stands in the picker, where Slack knows it. */
  async function withChannelIds(policy: Policy): Promise<Policy> {
    const named = policy.channels.administrators?.startsWith('#') === true;
    const administrators = named ? await o.channels.channel().catch(() => undefined) : undefined;
    return administrators === undefined ? policy : { ...policy, channels: { ...policy.channels, administrators } };
  }

  router.submit(adminCallback.setUp, async s => {
    const { w } = s;
    const chosen = choiceOf(s.state, adminInput.decides);
    const decides = DECIDES.find(d => d === chosen);
    const follows = decides ? o.routing.leaveTo(decides, s.person.user) : [];
    const outcome = await o.policies.setUp(s.person.user, readSetUpForm(s.state), s.key, follows);
    if (outcome.ok) {
      await o.changed();
      s.later(o.afterwards);
      return { update: await setUpDone(decides ?? 'kept', w) };
    }
    if ('denied' in outcome) return denied(outcome.denied, w);
    if ('done' in outcome) return saying(await setUpBefore(outcome.done, s), w, w.policy.setUpTitle);
    if ('problems' in outcome) return { errors: errorsOf(outcome.problems, s, 'channels.administrators') };
    throw new Error('a first setting up has nothing to be shown again');
  });

  /** What is said to happen is read from the policy that now holds. */
  async function setUpDone(decides: SetUpDoneModel['decides'], w: Words): Promise<Modal> {
    const { leave, reports, people } = await o.policies.on();
    const channel = o.channels.channelName();
    return setUpDoneModal(
      {
        ...{ decides, basis: leave.basis, slackAdmins: people.slackAdmins, troubles: await channelTroubles(w) },
        ...defined({ channel }),
        ...(reports.daily ? { summaryAt: reports.dailyAt } : {}),
      },
      w,
    );
  }

  const errorsOf = (problems: readonly PolicyProblem[], s: Submission, fallback: string): Record<string, string> => {
    const errors = policyErrors(problems, p => policyProblemText(p, s.w), fallback);
    // Slack keeps a modal whose errors name no input of it, and says nothing.
    const shown = Object.entries(errors).filter(([block]) => block in s.state);
    return shown.length > 0 ? Object.fromEntries(shown) : { [fallback]: Object.values(errors)[0] ?? '' };
  };

  /** A channel in which nothing can be posted: a sentence that says how to invite the app. */
  async function channelTroubles(w: Words): Promise<string[]> {
    const troubles = await o.channels.channelTroubles();
    return troubles.map(t => w.home.channelProblem(literal(t.name), t.problem));
  }

  async function settings({ w }: Pick<Acting, 'w'>): Promise<Modal> {
    const stored = await o.policies.stored();
    const names = await o.people.names(stored.versions.map(v => v.by));
    const troubles = await channelTroubles(w);
    const groups = groupModels(stored, user => names.get(user) ?? user, w);
    return policyModal({ groups, ...(troubles.length > 0 ? { channelProblem: troubles.join('\n') } : {}) }, w);
  }

  guarded(adminAction.openPolicy, async (_o, press) => press.open(await settings(press)));

  guarded(adminAction.changeGroup, async (_o, press) => {
    const group = found(GROUPS.find(g => g === press.value));
    const { versions, defaults, today } = await o.policies.stored();
    const policy = await withChannelIds(inForce(defaults, versions, today));
    await press.open(groupForm(group, policy, today, press.w));
  });

  const groupForm = (group: Group, policy: Policy, from: string, w: Words): Modal =>
    policyGroupModal({ group, asked: askedIn(group), values: policyValues(policy)[group], from, zones: ZONES }, w);

  /** Another country has other regions; Slack keeps what was filled in elsewhere. */
  router.opens(adminAction.policyCountry, async press => {
    const { view, w } = press;
    const holidays = view ? countryIn('workingTime', view.state) : undefined;
    if (!view || holidays === undefined || !(await allowed(press))) return;
    const { versions, defaults, today } = await o.policies.stored();
    const group = readGroup(view.metadata);
    const policy = await withChannelIds(group ? inForce(defaults, versions, today) : defaults);
    const chosen = applied(policy, { workingTime: { holidays } });
    await press.redraw(group ? groupForm(group, chosen, today, w) : await setUpForm(chosen, w));
  });

  router.submitAbout(adminCallback.policyGroup, readGroup, async s => {
    const group = found(readGroup(s.metadata));
    const { change, from } = readGroupForm(group, s.state);
    const outcome = await o.policies.propose(s.person.user, change, from);
    if (outcome.ok) return { update: await difference(outcome.proposed, false, s.w) };
    if ('denied' in outcome) return denied(outcome.denied, s.w);
    return { errors: errorsOf(outcome.problems, s, adminInput.from) };
  });

  async function difference(proposed: Proposed, again: boolean, w: Words): Promise<Modal> {
    const leaves = namesHolidays(proposed.change) ? { leaves: await o.leavesTouched(proposed) } : {};
    return policyDifferenceModal({ ...differenceModel(proposed, again, w), ...leaves }, w);
  }

  router.submitAbout(adminCallback.policyDifference, readProposed, async s => {
    const { w } = s;
    const proposed = found(readProposed(s.metadata));
    const outcome = await o.policies.change(s.person.user, proposed, s.key);
    if (outcome.ok) {
      await o.changed();
      s.later(o.afterwards);
      s.later(() => redrawModal(o.client, s.beneath, () => settings(s)));
      const { from } = outcome.version;
      return saying([w.policy.saved(w.rangeWithYear(from, from)), ...(await channelTroubles(w))].join('\n\n'), w);
    }
    if ('denied' in outcome) return denied(outcome.denied, w);
    if ('proposed' in outcome) return { update: await difference(outcome.proposed, true, w) };
    const [problem] = 'problems' in outcome ? outcome.problems : [];
    return saying(problem ? policyProblemText(problem, w) : w.errors.title, w);
  });

  guarded(adminAction.openPolicyHistory, openList(policyHistory));
  onList(policyHistory, guarded);
}

/** Every version of the policy. */
const policyHistory: ListModal<Parts, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: adminAction.policyHistoryPages,
  draw: async (o, { person, w }, { page }) => {
    const stored = await o.policies.stored();
    const names = await o.people.names(stored.versions.map(v => v.by));
    const nameOf = (user: string): string => names.get(user) ?? user;
    return policyHistoryModal(policyHistoryModel(stored, page, nameOf, w, person.zone), w);
  },
};
