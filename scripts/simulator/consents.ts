import { randomBytes, timingSafeEqual } from 'node:crypto';

export interface ClientIdentity {
  id: string;
  secret: string;
}

interface Code {
  user: string;
  /** of the person's own token; empty: none is asked for */
  userScope: string;
  /** of the bot's; empty: the app is not installed by this */
  scope: string;
  redirect: string;
  /** for the whole organisation in place of the workspace */
  wide: boolean;
  used: boolean;
}

interface Exchanged {
  user: string;
  own?: { scope: string; token: string };
  bot?: { scope: string; token: string };
  wide: boolean;
}

/** The bot's token, people's own, and how the app gets them: OAuth v2. */
export class Tokens {
  readonly client: ClientIdentity;
  /** undefined: the app is not installed */
  bot: string | undefined;
  readonly #issued = new Set<string>();
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, { user: string; scope: string }>();

  constructor(client: ClientIdentity, bot: string | undefined) {
    this.client = client;
    this.bot = bot;
    if (bot) this.#issued.add(bot);
  }

  /** whether a token or code is of this workspace, if only of the past */
  knows(text: string): boolean {
    return this.#issued.has(text) || this.#tokens.has(text) || this.#codes.has(text);
  }

  /** The app is gone, and all that people allowed. Gives back whose tokens these were. */
  uninstall(): string[] {
    const users = [...this.#tokens.values()].map(of => of.user);
    this.bot = undefined;
    this.#tokens.clear();
    return users;
  }

  /** What Slack's page says is wrong with the link, or nothing. */
  wrong(query: URLSearchParams): string | undefined {
    if (query.get('client_id') !== this.client.id) return 'invalid_client_id';
    if (!query.get('user_scope') && !query.get('scope')) return 'invalid_scope';
    return URL.canParse(query.get('redirect_uri') ?? '') ? undefined : 'bad_redirect_uri';
  }

  allow(user: string, query: URLSearchParams, wide: boolean): string {
    const code = `code-${randomBytes(12).toString('hex')}`;
    const asked = (name: string): string => query.get(name) ?? '';
    const scopes = { userScope: asked('user_scope'), scope: asked('scope') };
    this.#codes.set(code, { user, ...scopes, redirect: asked('redirect_uri'), wide, used: false });
    return code;
  }

  /** The token for a code, once; else Slack's error. */
  exchange(given: { id: string; secret: string; code: string; redirect: string }): Exchanged | string {
    if (given.id !== this.client.id) return 'invalid_client_id';
    if (!equal(given.secret, this.client.secret)) return 'bad_client_secret';
    const code = this.#codes.get(given.code);
    if (!code) return 'invalid_code';
    if (code.used) return 'code_already_used';
    if (code.redirect !== given.redirect) return 'bad_redirect_uri';
    code.used = true;
    const { user, wide } = code;
    const own = code.userScope === '' ? {} : { own: this.#own(user, code.userScope) };
    if (code.scope === '') return { user, wide, ...own };
    // While the app is installed, its token stays the same.
    const token = this.bot ?? `xoxb-${randomBytes(16).toString('hex')}`;
    this.bot = token;
    this.#issued.add(token);
    return { user, wide, ...own, bot: { scope: code.scope, token } };
  }

  /** One person's grant has one token, whose scopes add up. */
  #own(user: string, more: string): { scope: string; token: string } {
    const [known, had] = [...this.#tokens].find(([, of]) => of.user === user) ?? [];
    const token = known ?? `xoxp-${randomBytes(16).toString('hex')}`;
    const scope = [...new Set([...(had?.scope.split(',') ?? []), ...more.split(',')])].join(',');
    this.#tokens.set(token, { user, scope });
    return { scope, token };
  }

  all(): [string, { user: string; scope: string }][] {
    return [...this.#tokens];
  }

  restore(token: string, owner: { user: string; scope: string }): void {
    this.#tokens.set(token, owner);
  }

  owner(token: string): { user: string; scope: string } | undefined {
    return this.#tokens.get(token);
  }

  revoke(token: string): boolean {
    if (token === this.bot) this.bot = undefined;
    else return this.#tokens.delete(token);
    return true;
  }

  /** Takes away all tokens of a person, as they do in Slack's own settings. */
  revokeAll(user: string): number {
    const theirs = [...this.#tokens].filter(([, of]) => of.user === user);
    for (const [token] of theirs) this.#tokens.delete(token);
    return theirs.length;
  }

  count(user: string): number {
    return [...this.#tokens.values()].filter(of => of.user === user).length;
  }
}

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
