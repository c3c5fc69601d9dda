import { LEAVE } from '../absence/leaves.ts';
import type { Description, RequestKind } from '../approvals/kinds.ts';
import type { Calendar } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf, type TakenLeave, typeCode } from '../leave-record/form.ts';
import { countLeave, leaveFacts } from '../leave-record/rules.ts';
import { CHANGES_END, REPLACED } from './replaced.ts';
import type { LeaveTypes } from './types/library.ts';

/** A leave's type in words, with which half it is or on what occasion. */
function typeName(form: Pick<LeaveForm, 'type' | 'part' | 'as'>, w: Words): string {
  const code = typeCode(form);
  const own = typeof form.as.name === 'string' && form.part;
  const name = own ? w.leave.named(code, w.leave.parts[form.part ?? ''] ?? '') : w.leaveType(code);
  return form.as.occasion === undefined ? name : w.leave.named(name, w.forms.text(form.as.occasion));
}

/** When a leave is, in words. */
const whenText = ({ from, to, time }: Pick<LeaveForm, 'from' | 'to' | 'time'>, w: Words): string =>
  time ? w.leave.times(w.date(from), time.from, time.to) : w.range(from, to);

/** Type and time of a leave in a line. */
export const leaveText = (form: TakenLeave, w: Words): string => `${typeName(form, w)} ${whenText(form, w)}`;

/** Leave, as approvals shows it. */
export const leaveKind = (
  calendar: Calendar,
  types: Pick<LeaveTypes, 'all'>,
  approvalBlockers: NonNullable<RequestKind['approvalBlockers']>,
): RequestKind & Required<Pick<RequestKind, 'choices'>> => ({
  kind: LEAVE,
  title: w => w.leave.kind,
  numbers: ['days'],
  choices: async w => {
    const options = (await types.all()).map(({ type }) => ({ id: type.id, name: w.forms.text(type.name) }));
    return [{ fact: 'type', name: w.leave.type, options }];
  },
  absence: true,
  changes: true,
  approvalBlockers,
  describe: (stored, w) => {
    const form = leaveFormOf(stored);
    const details = detailsOf(form, calendar, w);
    const what = typeName(form, w);
    return {
      what,
      ...(form.was ? { asked: w.leave.change(what) } : {}),
      when: whenText(form, w),
      amount: w.leave.days(countLeave(form, calendar).days),
      reason: form.reason,
      ...(details.length > 0 ? { details } : {}),
      ...(form.as.private ? { private: true } : {}),
    };
  },
  starts: stored => leaveFormOf(stored).from,
  facts: stored => {
    const form = leaveFormOf(stored);
    const before = form.was ? countLeave(form.was, calendar).days : 0;
    const facts = leaveFacts(form, calendar);
    // A change goes the way that the larger of the two leaves would.
    return { ...facts, days: Math.max(facts.days, before) };
  },
  owed: (request, change) => {
    const { user: to, by, at } = request;
    if (change === 'no-longer') return [{ kind: CHANGES_END, lane: CHANGES_END, to }];
    return leaveFormOf(request.form).replaces ? [{ kind: REPLACED, lane: REPLACED, to, data: { by, at } }] : [];
  },
});

function detailsOf(form: LeaveForm, calendar: Calendar, w: Words): NonNullable<Description['details']> {
  const { was, files } = form;
  return [
    ...(was
      ? [
          {
            label: w.leave.changes,
            text: `${leaveText(was, w)} · ${w.leave.days(countLeave(was, calendar).days)}`,
          },
        ]
      : []),
    ...(files
      ? [
          {
            label: w.leave.files,
            text: '',
            links: files.map(f => ({ name: f.name, ...(f.link ? { url: f.link } : {}) })),
          },
        ]
      : []),
  ];
}
