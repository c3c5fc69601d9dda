import type { FormState } from './form.ts';

// What Slack sends, as far as Daybook reads it.

interface ViewBody {
  id: string;
  type: string;
  callback_id: string;
  private_metadata: string;
  hash?: string;
  previous_view_id?: string | null;
  root_view_id?: string | null;
  state?: { values?: FormState };
  blocks: { type: string; block_id?: string }[];
}

export interface ActionBody {
  user: { id: string };
  trigger_id: string;
  actions: {
    action_id: string;
    action_ts: string;
    value?: string;
    selected_option?: { value?: string } | null;
    selected_user?: string;
  }[];
  view?: ViewBody;
  channel?: { id: string };
  message?: { ts: string; thread_ts?: string };
  container?: { channel_id?: string; message_ts?: string; thread_ts?: string; is_ephemeral?: boolean };
  response_url?: string;
}

export interface ViewSubmission {
  type: string;
  user: { id: string };
  trigger_id?: string;
  view: ViewBody;
}

export interface ShortcutBody {
  type: string;
  user: { id: string };
  trigger_id: string;
  callback_id: string;
}

export interface CommandBody {
  user_id: string;
  trigger_id: string;
  text?: string;
  channel_id: string;
  command: string;
}
