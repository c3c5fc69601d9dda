import { z } from 'zod';
import type { Log } from '../shared/log.ts';

/** Slack's ids: a letter for the kind, then letters and digits. */
const id = z.string().regex(/^[A-Z][A-Z0-9]*$/);
const text = z.string();
/** Never empty: Slack takes it back in a call, or it recognises duplicates. */
const nonEmpty = text.min(1);
const named = z.looseObject({ id });

/** Input values (docs.slack.dev/reference/views), as far as they are read. */
const option = z.looseObject({ value: text.optional() });
const input = z.looseObject({
  value: text.nullish(),
  selected_option: option.nullish(),
  selected_options: z.array(option).nullish(),
  selected_date: text.nullish(),
  selected_time: text.nullish(),
  selected_user: text.nullish(),
  selected_users: z.array(text).nullish(),
  selected_conversation: text.nullish(),
  files: z.array(z.looseObject({ id: text.optional() })).nullish(),
});

const view = z.looseObject({
  id: nonEmpty,
  type: text,
  callback_id: text,
  private_metadata: text,
  previous_view_id: text.nullish(),
  root_view_id: text.nullish(),
  app_installed_team_id: text.nullish(),
  blocks: z.array(z.looseObject({ type: text, block_id: text.optional() })),
  state: z.looseObject({ values: z.record(text, z.record(text, input)).optional() }).nullish(),
});

const interaction = { team: named, user: named };
const actions = z.tuple(
  [
    z.looseObject({
      action_id: nonEmpty,
      action_ts: nonEmpty,
      value: text.nullish(),
      selected_option: option.nullish(),
      selected_user: text.nullish(),
    }),
  ],
  z.looseObject({}),
);
const place = z.looseObject({ channel_id: text.optional(), message_ts: text.optional(), thread_ts: text.optional() });

/** A map by name: `constructor` is a type that an object would know. */
const byType = (schemas: Record<string, z.ZodType>): ReadonlyMap<string, z.ZodType> => new Map(Object.entries(schemas));

/** Events whose handlers read more than the type. */
const EVENTS = byType({
  app_home_opened: z.looseObject({ user: id, tab: text.optional() }),
  message: z.looseObject({ channel: text, user: id.optional(), text: text.nullish(), thread_ts: text.optional() }),
  app_mention: z.looseObject({ channel: text, user: id.optional(), text: text.nullish(), ts: text }),
  tokens_revoked: z.looseObject({
    tokens: z.looseObject({ oauth: z.array(text).optional(), bot: z.array(text).optional() }),
  }),
  // Bolt leaves its answer to a listener, and there is none.
  function_executed: z.never(),
});
const member = z.looseObject({
  id,
  team_id: text.optional(),
  profile: z
    .looseObject({
      real_name: text.nullish(),
      display_name: text.nullish(),
      email: text.nullish(),
      image_72: text.nullish(),
    })
    .optional(),
  real_name: text.nullish(),
  name: text.optional(),
  tz: text.nullish(),
  locale: text.nullish(),
  updated: z.number().optional(),
  enterprise_user: z.looseObject({ teams: z.array(text).optional() }).optional(),
});
/** Bolt looks for the channel, the user and the workspace of any event, also of one that nothing handles. */
const event = z
  .looseObject({
    type: nonEmpty,
    channel: z.union([text, z.looseObject({})]).optional(),
    user: z.union([text, z.looseObject({})]).optional(),
    item: z.looseObject({}).optional(),
    subteam: z.looseObject({}).optional(),
  })
  .refine(e => EVENTS.get(e.type)?.safeParse(e).success ?? true)
  .refine(e => (e.type === 'user_change' || e.type === 'team_join' ? member.safeParse(e.user).success : true));

/** By `type`; a command has none. */
const BODIES = byType({
  event_callback: z.looseObject({
    team_id: id,
    event_id: nonEmpty,
    event_time: z.number().optional(),
    event,
    authorizations: z.array(z.looseObject({ team_id: id.nullish() })).nullish(),
  }),
  block_actions: z.looseObject({
    ...interaction,
    actions,
    trigger_id: nonEmpty,
    view: view.optional(),
    channel: z.looseObject({ id: text }).optional(),
    message: z.looseObject({ ts: text, thread_ts: text.optional() }).optional(),
    container: place.optional(),
  }),
  view_submission: z.looseObject({ ...interaction, view, trigger_id: text.optional() }),
  view_closed: z.looseObject({ ...interaction, view }),
  // Bolt would match a view's callback.
  shortcut: z.looseObject({ ...interaction, callback_id: text, trigger_id: nonEmpty, view: z.never().optional() }),
  url_verification: z.looseObject({ challenge: text }),
});
const command = z.looseObject({
  command: text.startsWith('/'),
  team_id: id,
  user_id: id,
  channel_id: text,
  trigger_id: nonEmpty,
  text: text.optional(),
});
/** Other messages of Slack: accepted and ignored. */
const UNUSED: readonly string[] = [
  ...['app_rate_limited', 'block_suggestion', 'message_action', 'interactive_message'],
  ...['dialog_submission', 'dialog_cancellation', 'dialog_suggestion', 'workflow_step_edit'],
];

const OUTER = z.looseObject({
  type: text.optional(),
  ssl_check: text.optional(),
  enterprise: z.looseObject({}).nullish(),
  response_urls: z.array(z.looseObject({})).optional(),
});

/** `unused`: Slack's, without a handler. `unreadable`: malformed. */
export type Envelope = 'known' | 'unused' | 'unreadable';

/** Of a signed body, before any handler. */
function envelopeOf(body: unknown): Envelope {
  const outer = OUTER.safeParse(body);
  if (!outer.success || Array.isArray(body)) return 'unreadable';
  const { type, ssl_check: check } = outer.data;
  if (check === '1') return 'unused';
  if (type !== undefined && UNUSED.includes(type)) return 'unused';
  // Mixed kinds would reach the wrong handler.
  if (type !== 'event_callback' && 'event' in outer.data) return 'unreadable';
  if (type !== 'block_actions' && 'actions' in outer.data) return 'unreadable';
  if (type === undefined) return command.safeParse(body).success ? 'known' : 'unreadable';
  if ('command' in outer.data || 'name' in outer.data) return 'unreadable';
  return BODIES.get(type)?.safeParse(body).success ? 'known' : 'unreadable';
}

/** `envelopeOf`, with a line in the log where it is not known. */
export function admitted(body: unknown, log: Log): Envelope {
  const envelope = envelopeOf(body);
  if (envelope === 'known') return envelope;
  const type = (body as { type?: unknown } | undefined)?.type;
  log.warn(
    { type: typeof type === 'string' ? type.slice(0, 60) : typeof type },
    envelope === 'unused' ? 'not used' : 'a body could not be read',
  );
  return envelope;
}
