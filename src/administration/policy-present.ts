import { type ChangeLine, type GroupModel, POLICY_HISTORY_PAGE, type PolicyValues } from '../../blocks/policy.ts';
import type { PolicyValue } from '../../blocks/policy-fields.ts';
import type { Words } from '../i18n/index.ts';
import type { Proposed } from '../settings/change.ts';
import { type PolicyProblem, SINCE_EVER } from '../settings/check.ts';
import { askedIn, GROUPS, type Group, specOf } from '../settings/fields.ts';
import {
  ahead,
  applied,
  type Difference,
  difference,
  inForce,
  type Policy,
  type PolicyVersion,
  since,
} from '../settings/policy.ts';
import { paged } from '../shared/portions.ts';
import { proposedMetadata } from './policy-form.ts';

export const policyValues = (policy: Policy): PolicyValues => policy as unknown as PolicyValues;

const line = (d: Difference): ChangeLine => ({
  spec: specOf(d.group, d.field),
  from: d.from as PolicyValue,
  to: d.to as PolicyValue,
});

const day = (date: string, w: Words): string => w.rangeWithYear(date, date);

/** Differences to the versions saved before it. */
function linesOf(v: PolicyVersion, { versions, defaults }: Stored, group?: Group): ChangeLine[] {
  const earlier = versions.filter(other => other.from < v.from || (other.from === v.from && other.version < v.version));
  const before = inForce(defaults, earlier, v.from);
  const all = difference(before, applied(before, v.change));
  return all.filter(d => group === undefined || d.group === group).map(line);
}

interface Stored {
  versions: readonly PolicyVersion[];
  defaults: Policy;
  today: string;
}

/** Each group with its values in force, their start and author, and planned changes. */
export function groupModels(s: Stored, nameOf: (user: string) => string, w: Words): GroupModel[] {
  const values = policyValues(inForce(s.defaults, s.versions, s.today));
  return GROUPS.map(group => {
    const began = since(s.versions, group, s.today);
    return {
      group,
      fields: askedIn(group).map(spec => ({ spec, value: values[group][spec.field] ?? null })),
      ...(began && began.from !== SINCE_EVER ? { since: { date: day(began.from, w), who: nameOf(began.by) } } : {}),
      ahead: ahead(s.versions, group, s.today).map(v => ({
        date: day(v.from, w),
        who: nameOf(v.by),
        changes: linesOf(v, s, group),
      })),
    };
  });
}

export const differenceModel = (p: Proposed, again: boolean, w: Words) => ({
  from: day(p.from, w),
  changes: p.differences.map(line),
  again,
  metadata: proposedMetadata(p),
});

/** Latest first. */
export function policyHistoryModel(s: Stored, page: number, nameOf: (user: string) => string, w: Words, zone: string) {
  const all = [...s.versions].sort((a, b) => b.version - a.version);
  const { rows, ...shown } = paged(all, page, POLICY_HISTORY_PAGE);
  return {
    ...shown,
    entries: rows.map(v => ({
      ...(v.from === SINCE_EVER ? {} : { date: day(v.from, w) }),
      who: nameOf(v.by),
      when: w.moment(v.at, zone),
      changes: linesOf(v, s),
    })),
  };
}

/** Plain text. */
export const policyProblemText = (p: PolicyProblem, w: Words): string => w.policy.problems[p.code];
