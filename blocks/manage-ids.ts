export const manageAction = {
  open: 'manage.open',
} as const;

/** What a press in the hub opens takes its place: Slack stacks three modals at most. */
export const MANAGE = 'manage';
