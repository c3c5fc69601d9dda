const REASON = 'Nothing was installed.';

/** Pages of the browser in which somebody installs the app, and the first message to them. */
export const installEn = {
  install: {
    title: 'Daybook for your Slack workspace',
    lines: [
      'Attendance, leave and approvals, from the Home tab in Slack.',
      'Slack asks which workspace to install it in and shows what Daybook may do there. Some workspaces require an admin’s approval.',
    ],
    button: 'Install in Slack',
    again: 'Install in Slack again',
    open: 'Open Daybook in Slack',
    done: {
      title: (workspace: string): string => `Daybook is installed in ${workspace}`,
      /** `setUp`: the button on Home */
      next: (setUp: string): string =>
        `Next: open Daybook’s Home tab in Slack and press “${setUp}”. Admins and owners of the workspace can do this.`,
      told: 'Daybook has sent you a message in Slack with the next steps. You can close this page.',
    },
    page: {
      denied: { title: 'Installation cancelled', lines: [`${REASON} You can start again at any time.`] },
      expired: {
        title: 'This page has expired',
        lines: [
          'If Daybook has just been installed from this page, all is well. Otherwise start again: an installation has to be finished within ten minutes, once, and in the same browser.',
        ],
      },
      wholeOrganisation: {
        title: 'Choose a single workspace',
        lines: [
          'Daybook cannot be installed for a whole Enterprise organisation, only in a workspace of it. Nothing was installed.',
          'Start again, and choose a workspace at the top right of Slack’s page.',
        ],
      },
      rotating: {
        title: 'Token rotation is switched on',
        lines: [
          'Daybook does not use tokens that expire, and Slack cannot switch this off for an app. Nothing was installed.',
          'Whoever runs Daybook has to create the Slack app again from its manifest.',
        ],
      },
      failed: {
        title: 'The installation did not work',
        lines: [`${REASON} Try again. If it fails again, tell whoever runs Daybook: the log has the reason.`],
      },
      away: {
        title: 'Daybook cannot be reached right now',
        lines: [`${REASON} Please try again in a minute.`],
      },
    },
    welcome: {
      title: '*Daybook is installed.* Next steps:',
      setUp: (button: string): string =>
        `1. Press *${button}*, here or on Daybook’s Home tab, and choose working hours, annual leave and the channel.`,
      askAdmin: (button: string): string =>
        `1. Ask an admin or owner of this Slack workspace to press *${button}* on Daybook’s Home tab: they are administrators of Daybook.`,
      invite: '2. Invite the app to that channel: `/invite @Daybook`',
      people: (manage: string): string =>
        `3. Enter hire dates and managers under *${manage}*, one by one or from a file.`,
      everyone: 'From then on everyone checks in and requests leave on Daybook’s Home tab.',
    },
  },
};
