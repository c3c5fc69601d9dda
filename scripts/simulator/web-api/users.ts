import type { User } from '../directory.ts';
import { userInfo } from '../payloads.ts';
import { type Methods, page, SlackError, userOf } from './call.ts';

/** In every workspace, and not a bot by its own flags. */
const SLACKBOT: User = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  displayName: 'Slackbot',
  email: '',
  zone: 'America/Los_Angeles',
  locale: 'en-US',
  isAdmin: false,
  isOwner: false,
  isPrimaryOwner: false,
  isBot: false,
  isGuest: false,
  deleted: false,
  color: '#757575',
  updated: 0,
};

export const usersMethods: Methods = {
  'users.list': call => {
    const { workspace, args } = call;
    const everybody = [...workspace.directory.users.values(), SLACKBOT];
    const { items, response_metadata } = page(call, everybody, user => user.id, {
      fallback: 1000,
      most: workspace.usersPage,
    });
    return {
      members: items.map(user => userInfo(workspace, user, args.flag('include_locale'))),
      cache_ts: Math.floor(workspace.clock.now() / 1000),
      response_metadata,
    };
  },

  'users.info': call => {
    const user = call.args.text('user') === SLACKBOT.id ? SLACKBOT : userOf(call);
    return { user: userInfo(call.workspace, user, call.args.flag('include_locale')) };
  },

  'users.lookupByEmail': call => {
    const { workspace, args } = call;
    const email = args.required('email').toLowerCase();
    const found = [...workspace.directory.users.values()].find(
      user => !user.deleted && !user.isBot && user.email.toLowerCase() === email,
    );
    if (!found) throw new SlackError('users_not_found');
    return { user: userInfo(workspace, found, false) };
  },

  'bots.info': ({ workspace: { app }, args }) => {
    if (args.has('bot') && args.text('bot') !== app.botId) throw new SlackError('bot_not_found');
    return { bot: { id: app.botId, deleted: false, name: app.name, app_id: app.id, user_id: app.botUser, icons: {} } };
  },

  'usergroups.list': () => ({ usergroups: [] }),

  'team.info': ({ workspace: { team } }) => ({
    team: { id: team.id, name: team.name, domain: team.domain, email_domain: '', icon: { image_default: true } },
  }),

  'auth.test': ({ workspace }) => ({
    url: `${workspace.baseUrl}/`,
    team: workspace.team.name,
    user: workspace.user(workspace.app.botUser).name,
    team_id: workspace.team.id,
    user_id: workspace.app.botUser,
    bot_id: workspace.app.botId,
    is_enterprise_install: false,
  }),
};
