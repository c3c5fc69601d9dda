import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction, adminCallback, adminInput } from './administration-ids.ts';
import { callback } from './ids.ts';
import { datePicker, labelled, radioButtons } from './inputs.ts';
import { actions, button, context, cut, divider, literal, type Modal, modal, option, plain, section } from './kit.ts';
import { leaveAction } from './leave-ids.ts';
import { pager } from './list.ts';
import {
  type FieldSpec,
  fieldInputs,
  fieldName,
  type PolicyGroup,
  type PolicyValue,
  valueText,
} from './policy-fields.ts';
import { type TouchedModel, touchedModal } from './touched.ts';

const NAME = 60;
export type PolicyValues = Readonly<Record<PolicyGroup, Readonly<Record<string, PolicyValue>>>>;

/** What Home shows to the first administrators until Daybook is set up. */
export const setUpCard = (w: Words): KnownBlock[] => [
  section(w.policy.setUpCard, button(adminAction.openSetUp, w.policy.setUpOpen)),
];

/** Who decides on leave: the manager first, or administrators, who do without a rule. */
export const DECIDES = ['administrators', 'manager'] as const;
export type Decides = (typeof DECIDES)[number];

/** The set-up guide, with the defaults filled in. `routed`: there are rules of who decides, which stay. */
export function setUpModal(
  m: {
    asked: readonly (readonly [PolicyGroup, FieldSpec])[];
    values: PolicyValues;
    zones: readonly string[];
    routed?: boolean;
  },
  w: Words,
): Modal {
  const asked = m.asked.flatMap(([group, spec]) => fieldInputs(group, [spec], m.values[group], m.zones, w));
  return modal({
    callbackId: adminCallback.setUp,
    title: w.policy.setUpTitle,
    submit: w.policy.finish,
    close: w.common.close,
    blocks: [section(w.policy.setUpWhat), ...asked, m.routed ? section(w.setUp.kept(w.routes.title)) : decidesInput(w)],
  });
}

/** What each answer leads to stands beside it, before anything is saved. */
function decidesInput(w: Words): KnownBlock {
  const options = DECIDES.map(id => ({
    ...option(id, w.setUp.options[id].name),
    description: plain(w.setUp.options[id].what, 75),
  }));
  return labelled(adminInput.decides, w.setUp.decides, radioButtons(options), {
    hint: w.setUp.decidesHint(w.routes.title),
  });
}

/** What happens from now on. */
export interface SetUpDoneModel {
  /** `kept`: by rules that were there */
  decides: Decides | 'kept';
  /** of requests and the summary, raw; none: administrators are told directly */
  channel?: string;
  /** the workplace's time of the summary, where there is one */
  summaryAt?: string;
  basis: 'hire-date' | 'fiscal-year' | 'allowance';
  /** whether administrators of the Slack workspace are Daybook's, too */
  slackAdmins: boolean;
  /** channels in which nothing can be posted, as sentences */
  troubles: string[];
}

/** After the set-up: what happens now, and the people come next. */
export function setUpDoneModal(m: SetUpDoneModel, w: Words): Modal {
  const t = w.setUp;
  const lines = [
    m.decides === 'kept' ? t.decided.kept(w.routes.title) : t.decided[m.decides],
    m.channel === undefined ? t.directly : t.channel(`*${literal(m.channel, 80)}*`),
    m.summaryAt === undefined ? t.noSummary : t.summaryAt(m.summaryAt),
    t.basis[m.basis],
    ...(m.slackAdmins ? [t.admins] : []),
  ];
  return modal({
    callbackId: callback.notice,
    title: w.policy.setUpTitle,
    close: w.common.close,
    blocks: [
      section(`${t.done}\n${lines.map(line => `• ${line}`).join('\n')}`),
      section(t.people),
      actions(
        button(adminAction.openPeople, w.policy.setUpPeople, { style: 'primary' }),
        button(adminAction.openImport, w.people.importOpen),
      ),
      ...m.troubles.map(each => section(each)),
    ],
  });
}

/** A value that changes. */
export interface ChangeLine {
  spec: FieldSpec;
  from: PolicyValue;
  to: PolicyValue;
}

export interface GroupModel {
  group: PolicyGroup;
  fields: readonly { spec: FieldSpec; value: PolicyValue }[];
  /** absent: by the defaults, or set up so */
  since?: { date: string; who: string };
  /** changes that are planned, the next one first */
  ahead: { date: string; who: string; changes: ChangeLine[] }[];
}

const AHEAD_SHOWN = 3;

/** Every group with what is in force in it, since when, and what is planned. `channelProblem` is a sentence. */
export function policyModal(m: { groups: GroupModel[]; channelProblem?: string }, w: Words): Modal {
  const blocks: KnownBlock[] = [];
  for (const g of m.groups) {
    // Most workplaces have no region: what is not set is not told.
    const told = g.fields.filter(f => f.spec.is !== 'region' || f.value);
    const lines = told.map(({ spec, value }) => `${fieldName(spec, w)}: *${cut(valueText(spec, value, w), 400)}*`);
    blocks.push(
      section(
        `*${w.policy.groups[g.group]}*\n${lines.join('\n')}`,
        button(adminAction.changeGroup, w.policy.change, { value: g.group }),
      ),
    );
    if (g.group === 'channels' && m.channelProblem) blocks.push(section(m.channelProblem));
    if (g.group === 'leave')
      blocks.push(
        actions(button(leaveAction.openTypes, w.leaveTypes.open), button(leaveAction.openBlocked, w.blocked.open)),
      );
    blocks.push(context(g.since ? w.policy.since(g.since.date, literal(g.since.who, NAME)) : w.policy.sinceEver));
    for (const a of g.ahead.slice(0, AHEAD_SHOWN))
      blocks.push(
        context(
          w.policy.ahead(a.date, literal(a.who, NAME)),
          cut(a.changes.map(c => shortLine(c, w)).join(' · '), 2000),
        ),
      );
    if (g.ahead.length > AHEAD_SHOWN) blocks.push(context(w.andMore(g.ahead.length - AHEAD_SHOWN)));
    blocks.push(divider());
  }
  blocks.push(actions(button(adminAction.openPolicyHistory, w.policy.history)));
  return modal({ callbackId: adminCallback.policy, title: w.policy.title, close: w.common.close, blocks });
}

const shortLine = (c: ChangeLine, w: Words): string =>
  `${fieldName(c.spec, w)} ${cut(valueText(c.spec, c.to, w), 200)}`;

/** One group as a form, with the day from which it is to be in force. */
export function policyGroupModal(
  m: {
    group: PolicyGroup;
    asked: readonly FieldSpec[];
    values: Readonly<Record<string, PolicyValue>>;
    from: string;
    zones: readonly string[];
  },
  w: Words,
): Modal {
  return modal({
    callbackId: adminCallback.policyGroup,
    title: w.policy.groups[m.group],
    submit: w.policy.review,
    close: w.common.close,
    metadata: JSON.stringify({ group: m.group }),
    blocks: [
      ...fieldInputs(m.group, m.asked, m.values, m.zones, w),
      labelled(adminInput.from, w.policy.from, datePicker(m.from), { hint: w.policy.fromHint }),
    ],
  });
}

/** What is about to be saved, before it is. `metadata`: the change itself, checked again when it comes back. */
export function policyDifferenceModal(
  m: {
    from: string;
    changes: ChangeLine[];
    /** absent: it is being counted, and cannot be saved yet */
    touched?: readonly TouchedModel[] | 'failed';
    again: boolean;
    metadata: string;
  },
  w: Words,
): Modal {
  const head = [
    ...(m.again ? [section(w.policy.differenceAgain)] : []),
    section(
      w.policy.differenceFrom(
        m.from,
        m.changes.some(c => c.spec.field === 'keepYears'),
      ),
    ),
    ...m.changes.map(c => section(changeText(c, w))),
  ];
  return touchedModal({ ...m, callbackId: adminCallback.policyDifference, head, file: true }, w);
}

export const changeText = (c: ChangeLine, w: Words): string =>
  w.policy.differenceLine(
    fieldName(c.spec, w),
    cut(valueText(c.spec, c.from, w), 1200),
    cut(valueText(c.spec, c.to, w), 1200),
  );

export const POLICY_HISTORY_PAGE = 20;

export interface HistoryEntry {
  /** from when it is in force; absent: the setting up */
  date?: string;
  who: string;
  when: string;
  changes: ChangeLine[];
}

/** Every change there ever was, the latest first, in pages; who and when in words, names raw. */
export function policyHistoryModal(
  m: {
    page: number;
    pages: number;
    entries: HistoryEntry[];
  },
  w: Words,
): Modal {
  const blocks: KnownBlock[] = m.entries.map(e => {
    const who = literal(e.who, NAME);
    const heading =
      e.date === undefined ? w.policy.historySetUp(who, e.when) : w.policy.historyLine(e.date, who, e.when);
    return section(cut([heading, e.changes.map(c => shortLine(c, w)).join(' · ')].join('\n').trim(), 2900));
  });
  if (blocks.length === 0) blocks.push(section(w.policy.noHistory));
  blocks.push(...pager(m, adminAction.policyHistoryPages, w));
  return modal({ callbackId: adminCallback.policyHistory, title: w.policy.history, close: w.common.close, blocks });
}
