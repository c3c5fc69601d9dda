import { calendarOf, LEAVE } from '../absence/leaves.ts';
import type { Description, RequestKind } from '../approvals/kinds.ts';
import type { Calendar } from '../calendar/rules.ts';
import type { Words } from '../i18n/index.ts';
import { type LeaveForm, leaveFormOf } from '../leave-record/form.ts';
import { countLeave, leaveFacts, shownCount } from '../leave-record/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { approvalBlockers } from './approval-blockers.ts';
import { changesEnd, leaveReplaced, standInTold } from './effects.ts';
import { leaveText, typeName, whenText } from './present.ts';
import { allTypes } from './types/library.ts';

export const leaveKind = (ws: Workspace): RequestKind & Required<Pick<RequestKind, 'choices'>> => ({
  kind: LEAVE,
  title: w => w.leave.kind,
  numbers: ['days'],
  choices: async w => {
    const options = (await allTypes(ws)).map(({ type }) => ({ id: type.id, name: w.forms.text(type.name) }));
    return [{ fact: 'type', name: w.leave.type, options }];
  },
  absence: true,
  changes: true,
  stands: stored => !leaveFormOf(stored).as.decided,
  approvalBlockers: (request, approver) => approvalBlockers(ws, request, approver),
  describe: (stored, w) => {
    const form = leaveFormOf(stored);
    const calendar = calendarOf(ws.policy, form);
    const details = detailsOf(form, calendar, ws.policy.along(form.offices ?? []).zone, w);
    const what = typeName(form, w);
    return {
      what,
      ...(form.was ? { asked: w.leave.change(what) } : {}),
      when: whenText(form, w),
      amount: w.leave.days(shownCount(countLeave(form, calendar))),
      reason: form.reason,
      ...(details.length > 0 ? { details } : {}),
      ...defined({ standIn: form.standIn?.name }),
      ...(form.as.private ? { private: true } : {}),
    };
  },
  starts: stored => leaveFormOf(stored).from,
  namesBirth: stored => leaveFormOf(stored).event?.kind === 'birth',
  facts: stored => {
    const form = leaveFormOf(stored);
    const calendar = calendarOf(ws.policy, form);
    const before = form.was ? countLeave(form.was, calendar).days : 0;
    const facts = leaveFacts(form, calendar);
    // By the larger of both leaves.
    return { ...facts, days: Math.max(facts.days, before) };
  },
  owed: (request, change) => {
    const { user: to, by, at } = request;
    const { replaces, standIn } = leaveFormOf(request.form);
    const told = standIn ? [standInTold.owed({ lane: standInTold.kind, to: standIn.user, data: { change } })] : [];
    if (change === 'no-longer') return [changesEnd.owed({ lane: changesEnd.kind, to }), ...told];
    return [...(replaces ? [leaveReplaced.owed({ lane: leaveReplaced.kind, to, data: { by, at } })] : []), ...told];
  },
});

function detailsOf(form: LeaveForm, calendar: Calendar, zone: string, w: Words): NonNullable<Description['details']> {
  const { was, files } = form;
  return [
    ...(was
      ? [
          {
            label: w.leave.changes,
            text: [
              ...[leaveText(was, w), w.leave.days(shownCount(countLeave(was, calendar)))],
              ...(was.standIn ? [w.standIn.by(was.standIn.name)] : []),
            ].join(' · '),
          },
        ]
      : []),
    ...(form.standIn ? [{ label: w.standIn.label, text: form.standIn.name }] : []),
    ...(form.noBreak
      ? [{ label: w.leave.noBreakLabel, text: w.leave.noBreakAsked(w.moment(form.noBreak.at, zone)) }]
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
