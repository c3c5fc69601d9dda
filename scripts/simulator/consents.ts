import { randomBytes, timingSafeEqual } from 'node:crypto';

export interface ClientIdentity {
  id: string;
  secret: string;
}

interface Code {
  user: string;
  scope: string;
  redirect: string;
  used: boolean;
}

/** People's own tokens and how the app gets them: OAuth v2 with user scopes. */
export class UserTokens {
  readonly client: ClientIdentity;
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, { user: string; scope: string }>();

  constructor(client: ClientIdentity) {
    this.client = client;
  }

  /** What Slack's page says is wrong with the link, or nothing. */
  wrong(query: URLSearchParams): string | undefined {
    if (query.get('client_id') !== this.client.id) return 'invalid_client_id';
    if (!query.get('user_scope')) return 'invalid_scope';
    return URL.canParse(query.get('redirect_uri') ?? '') ? undefined : 'bad_redirect_uri';
  }

  allow(user: string, scope: string, redirect: string): string {
    const code = `code-${randomBytes(12).toString('hex')}`;
    this.#codes.set(code, { user, scope, redirect, used: false });
    return code;
  }

  /** The token for a code, once; else Slack's error. */
  exchange(given: {
    id: string;
    secret: string;
    code: string;
    redirect: string;
  }): { user: string; scope: string; token: string } | string {
    if (given.id !== this.client.id) return 'invalid_client_id';
    if (!equal(given.secret, this.client.secret)) return 'bad_client_secret';
    const code = this.#codes.get(given.code);
    if (!code) return 'invalid_code';
    if (code.used) return 'code_already_used';
    if (code.redirect !== given.redirect) return 'bad_redirect_uri';
    code.used = true;
    // One person's grant has one token, whose scopes add up.
    const [known, had] = [...this.#tokens].find(([, of]) => of.user === code.user) ?? [];
    const token = known ?? `xoxp-${randomBytes(16).toString('hex')}`;
    const scope = [...new Set([...(had?.scope.split(',') ?? []), ...code.scope.split(',')])].join(',');
    this.#tokens.set(token, { user: code.user, scope });
    return { user: code.user, scope, token };
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
    return this.#tokens.delete(token);
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
