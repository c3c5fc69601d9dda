/** Ids of leave beyond `ids.ts`; as there, one place for button and handler. */
export const leaveAction = {
  /** inputs of the leave form that redraw it */
  occasion: 'leave.occasion',
  part: 'leave.part',
  noBreak: 'leave.no-break',
  timeFrom: 'leave.time-from',
  timeTo: 'leave.time-to',
  event: 'leave.event',
  eventPart: 'leave.event-part',
  openEnd: 'leave.open-end',
  way: 'leave.way',
  standIn: 'leave.stand-in',
  /** in the window of a person; value: the user */
  openFor: 'leave.open-for',
  openTypes: 'leave.types',
  addType: 'leave.type-add',
  editType: 'leave.type-edit',
  switchOff: 'leave.type-off',
  switchOn: 'leave.type-on',
  openBlocked: 'leave.blocked',
  removeBlocked: 'leave.blocked-remove',
} as const;

export const leaveCallback = {
  types: 'leave.types',
  type: 'leave.type',
  typeCheck: 'leave.type-check',
  blocked: 'leave.blocked',
  birth: 'leave.birth',
} as const;

/** Block ids of inputs, to which errors are attached. */
export const leaveInput = {
  occasion: 'occasion',
  part: 'part',
  noBreak: 'noBreak',
  timeFrom: 'timeFrom',
  timeTo: 'timeTo',
  files: 'files',
  event: 'event',
  openEnd: 'openEnd',
  standIn: 'standIn',
  team: 'team',
} as const;

/** Block id of a figure of a leave by law, or of the day `from` which it holds. */
export const figureInput = (figure: string): string => `figure:${figure}`;

/** Block ids of a type's form: the names of what is asked. */
export const typeInput = {
  name: 'name',
  paid: 'paid',
  pool: 'pool',
  paidOut: 'paidOut',
  unit: 'unit',
  notice: 'notice',
  worked: 'worked',
  attendance: 'attendance',
  decided: 'decided',
  private: 'private',
  document: 'document',
  most: 'most',
  span: 'span',
  calendarDays: 'calendarDays',
  occasions: 'occasions',
} as const;
