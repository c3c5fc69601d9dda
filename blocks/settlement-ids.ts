/** Ids of what is settled when people leave; as in `ids.ts`, one place for button and handler. */
export const settlementAction = {
  open: 'settlement.open',
  cancelAfter: 'settlement.cancel-after',
  file: 'settlement.file',
  openLeavers: 'settlement.leavers',
  /** the list's own inputs, which redraw it */
  from: 'settlement.from',
  to: 'settlement.to',
  leaversFile: 'settlement.leavers-file',
} as const;

export const settlementCallback = { settle: 'settlement.settle', leavers: 'settlement.leavers' } as const;
