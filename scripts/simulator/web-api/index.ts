import type { Tokens } from '../consents.ts';
import type { Events } from '../events.ts';
import type { Lines } from '../lines.ts';
import type { Workspace } from '../workspace.ts';
import { Args, type Method, SlackError } from './call.ts';
import { chatMethods } from './chat.ts';
import { conversationsMethods } from './conversations.ts';
import { type Broken, Faults } from './faults.ts';
import { filesMethods } from './files.ts';
import { profileMethods } from './profile.ts';
import { usersMethods } from './users.ts';
import { viewsMethods } from './views.ts';

/** One call of the Web API, for tests to look at. */
export interface LoggedCall {
  method: string;
  args: Record<string, unknown>;
  /** real time, ms since the epoch */
  at: number;
  ok: boolean;
  error?: string;
}

/** What goes over the wire. `lost`: nothing, the connection is torn. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
  lost: boolean;
}

const KEPT_CALLS = 5000;

const METHODS = new Map<string, Method>(
  Object.entries({
    ...chatMethods,
    ...conversationsMethods,
    ...filesMethods,
    ...profileMethods,
    ...usersMethods,
    ...viewsMethods,
  }),
);

/** What a person's own token is taken for. */
const USER_METHODS = new Set([
  ...['users.profile.get', 'users.profile.set', 'auth.revoke', 'auth.test'],
  ...['dnd.info', 'dnd.setSnooze', 'dnd.endSnooze'],
]);

/** Slack's Web API: knows the token, the methods, the faults that tests ask for, and remembers the calls. */
export class WebApi {
  readonly calls: LoggedCall[] = [];
  readonly faults = new Faults();
  readonly #workspace: Workspace;
  readonly #events: Events;
  /** with the token of the app itself */
  readonly #headers: Record<string, string>;
  readonly #socketMode: { token: string; lines: Lines };

  constructor(
    workspace: Workspace,
    events: Events,
    socketMode: { token: string; lines: Lines },
    scopes: readonly string[] = [],
  ) {
    this.#headers = scopes.length > 0 ? { 'x-oauth-scopes': scopes.join(',') } : {};
    this.#workspace = workspace;
    this.#events = events;
    this.#socketMode = socketMode;
  }

  /** `values`: the arguments, with a `token` that came in the body. */
  async answer(method: string, values: Record<string, unknown>, bearer: string | undefined): Promise<Reply> {
    const { token, ...args } = values;
    await this.faults.wait(method);
    const retryAfter = this.faults.overLimit(method);
    if (retryAfter !== null) {
      const reply = this.#reply(method, args, { ok: false, error: 'ratelimited' });
      return { ...reply, status: 429, headers: { 'retry-after': String(retryAfter) } };
    }
    const failure = this.faults.failure(method);
    const body = failure
      ? brokenBody(failure)
      : this.#run(method, args, bearer ?? (typeof token === 'string' ? token : undefined));
    const reply = this.#reply(method, args, body);
    const broken = failure ?? (await this.faults.brokenAfter(method));
    if (!broken) return { ...reply, lost: this.faults.losesAnswer(method) };
    return { ...reply, body: brokenBody(broken), status: 'status' in broken ? broken.status : 200 };
  }

  #reply(method: string, args: Record<string, unknown>, body: Record<string, unknown>): Reply {
    const error = typeof body.error === 'string' ? { error: body.error } : {};
    this.calls.push({ method, args, at: Date.now(), ok: body.ok === true, ...error });
    if (this.calls.length > KEPT_CALLS) this.calls.splice(0, this.calls.length - KEPT_CALLS);
    this.#workspace.changes.happened();
    return { status: 200, headers: this.#headers, body, lost: false };
  }

  #connection(token: string | undefined): Record<string, unknown> {
    if (!token) throw new SlackError('not_authed');
    if (token === this.#workspace.tokens.bot) throw new SlackError('not_allowed_token_type');
    if (token !== this.#socketMode.token) throw new SlackError('invalid_auth');
    const url = this.#workspace.baseUrl.replace('http', 'ws') + this.#socketMode.lines.ticket();
    return { ok: true, url };
  }

  #run(method: string, args: Record<string, unknown>, token: string | undefined): Record<string, unknown> {
    try {
      if (method === 'api.test') {
        if (typeof args.error === 'string') throw new SlackError(args.error);
        return { ok: true, args };
      }
      if (method === 'apps.connections.open') return this.#connection(token);
      const run = METHODS.get(method);
      if (!run) throw new SlackError('unknown_method');
      const { refusedBlocks } = this.faults;
      const { tokens } = this.#workspace;
      const call = {
        ...{ args: new Args(args), workspace: this.#workspace, events: this.#events },
        ...{ refusedBlocks, token: token ?? '' },
      };
      if (method === 'oauth.v2.access') return { ok: true, ...run(call) };
      if (token === undefined || token === '') throw new SlackError('not_authed');
      const owner = tokens.owner(token);
      if (token !== tokens.bot && !owner) throw new SlackError(refusalOf(token, tokens));
      if (owner && !USER_METHODS.has(method)) throw new SlackError('not_allowed_token_type');
      return { ok: true, ...run(owner ? { ...call, caller: { ...owner, token } } : call) };
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const { messages } = error;
      return {
        ok: false,
        error: error.code,
        ...(messages.length > 0 ? { errors: messages, response_metadata: { messages } } : {}),
      };
    }
  }
}

const brokenBody = (broken: Broken): Record<string, unknown> => ({
  ok: false,
  error: 'error' in broken ? broken.error : `http_${broken.status}`,
});

/** Of a token that is not taken. */
function refusalOf(token: string, tokens: Tokens): string {
  if (token.startsWith('xoxp-')) return 'token_revoked';
  return tokens.knows(token) ? 'account_inactive' : 'invalid_auth';
}
