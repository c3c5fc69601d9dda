/** Ids of the month for payroll; as in `ids.ts`, one place for button and handler. */
export const payrollAction = {
  /** the form of a file, from Manage */
  open: 'payroll.open',
  /** the file of a month at once; value: YYYY-MM */
  send: 'payroll.send',
  /** the layout of its columns */
  layout: 'payroll.layout',
  /** from the preview of a layout to its form */
  backToLayout: 'payroll.layout-back',
} as const;

export const payrollCallback = {
  export: 'payroll.export',
  layout: 'payroll.layout',
  preview: 'payroll.preview',
} as const;

export const payrollInput = {
  month: 'month',
  from: 'from',
  to: 'to',
  format: 'format',
  columns: 'columns',
  hours: 'hours',
} as const;
