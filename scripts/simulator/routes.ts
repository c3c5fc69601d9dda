import { type HttpBindings, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { perform } from './acts/index.ts';
import type { Stage } from './acts/stage.ts';
import { consentRoutes } from './consent-page.ts';
import { contentType } from './files.ts';
import type { Front } from './front.ts';
import type { Act } from './protocol.ts';
import { answerResponse } from './responses.ts';
import { snapshotOf } from './snapshot.ts';

/** The page's own files: `html` for `/` and any unknown path, `files` by absolute path. */
export interface Page {
  html: string;
  files: Record<string, { type: string; body: string | Uint8Array | (() => Promise<Uint8Array>) }>;
}

type Env = { Bindings: HttpBindings };
type Server = ReturnType<typeof serve>;

/** Changes within this time go out as one snapshot. */
const COALESCE_MS = 30;

export interface Site {
  stage: Stage;
  /** the workspaces that this address serves */
  front: Front;
  page: () => Page | undefined;
  /** ends the streams when the server closes */
  closing: AbortSignal;
}

/** All that the server answers: the Web API, uploads, response URLs, and the page with its state, stream and acts. */
export function routes(site: Site): Hono<Env> {
  const { stage, front } = site;
  const { workspace } = stage;
  const app = new Hono<Env>();

  app.all('/api/:method', async c => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const args = await argumentsOf(c);
    if (!args) return c.json({ ok: false, error: 'invalid_json' });
    const reply = await front.apiFor(bearer, args.token, args.code).answer(c.req.param('method'), args, bearer);
    if (reply.lost) {
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    return c.json(reply.body, reply.status as 200 | 429 | 500, reply.headers);
  });

  app.post('/upload/:key', async c => {
    const file = workspace.files.byKey(c.req.param('key'));
    if (!file) return c.text('not found', 404);
    if (stage.faults.failure('upload')) return c.text('broken', 500);
    const isForm = c.req.header('content-type')?.startsWith('multipart/form-data') ?? false;
    const parts = isForm ? Object.values(await c.req.parseBody()) : [];
    const part = parts.find(each => each instanceof File);
    workspace.files.receive(file, new Uint8Array(await (part ?? c.req).arrayBuffer()));
    if (await stage.faults.brokenAfter('upload')) return c.text('broken', 500);
    return c.text(`OK - ${file.size}`);
  });

  app.get('/files/:id/:name', c => {
    const file = workspace.files.get(c.req.param('id'));
    if (!file?.body) return c.notFound();
    return c.body(file.body, 200, { 'content-type': contentType(file.name) });
  });

  app.post('/respond/:key', async c => {
    const body = (await c.req.json().catch(() => null)) as Record<string, unknown> | null;
    const key = c.req.param('key');
    const error = body ? answerResponse(front.answering(key), key, body) : 'invalid_payload';
    return error === null ? c.text('ok') : c.json({ ok: false, error }, error.endsWith('_url') ? 404 : 400);
  });

  consentRoutes(app, workspace, front);

  // The app's own pages under the stand-in's address: a browser that reaches the one need not reach the other.
  app.on('GET', ['/slack/*', '/calendar/*'], async c => {
    const url = stage.delivery.pages;
    if (!url) return c.text('The app is not connected.', 502);
    const { pathname, search } = new URL(c.req.url);
    const sent = ['cookie', 'accept-language'].flatMap(name => {
      const value = c.req.header(name);
      return value === undefined ? [] : [[name, value] as [string, string]];
    });
    const answer = await fetch(new URL(pathname + search, url), { redirect: 'manual', headers: sent });
    const given = ['content-type', 'location', 'set-cookie', 'content-security-policy'].flatMap(name => {
      const value = answer.headers.get(name);
      return value === null ? [] : [[name, value] as [string, string]];
    });
    return c.body(await answer.text(), answer.status as 200, Object.fromEntries(given));
  });

  // Slack's way into a workspace and its app: here the workspace's page.
  app.get('/app_redirect', c => c.redirect(front.workspace(c.req.query('team'))?.baseUrl ?? '/'));

  app.get('/sim/state', c => {
    const me = personOf(site, c.req.query('as'));
    return me ? c.json(snapshot(site, me)) : c.json({ error: 'nobody' }, 404);
  });

  app.get('/sim/events', c => {
    const me = personOf(site, c.req.query('as'));
    return me ? stream(c, site, me) : c.json({ error: 'nobody' }, 404);
  });

  app.post('/sim/act', async c => c.json(await perform(stage, await c.req.json<Act>())));

  app.get('*', async c => {
    const page = site.page();
    const file = page?.files[c.req.path];
    if (file) {
      const body = typeof file.body === 'function' ? await file.body() : file.body;
      const cached = file.type.startsWith('font/') ? 'max-age=86400' : 'no-cache';
      return c.body(body as string, 200, { 'content-type': typed(file.type), 'cache-control': cached });
    }
    return page ? c.html(page.html) : c.text('The stand-in runs without a page.', 404);
  });
  return app;
}

/** Listens on the loopback address; `port` 0 takes a free one. */
export function listen(app: Hono<Env>, port: number): Promise<{ server: Server; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, info =>
      resolve({ server, port: info.port }),
    );
    server.once('error', reject);
  });
}

const typed = (type: string): string => (type.startsWith('text/') ? `${type}; charset=utf-8` : type);

const snapshot = ({ stage }: Site, me: string) => snapshotOf(stage.workspace, stage.delivery, stage.faults, me);

/** With nobody named, the first person who is no bot. */
function personOf({ stage }: Site, as: string | undefined): string | undefined {
  const { users } = stage.workspace.directory;
  if (as) return users.has(as) ? as : undefined;
  return [...users.values()].find(user => !user.isBot && !user.deleted)?.id;
}

function stream(c: Context<Env>, site: Site, me: string): Response {
  // Slack's page of consent knows who is signed in: the stand-in's asks this cookie.
  c.header('set-cookie', `acting=${me}; path=/; samesite=lax; httponly`);
  return streamSSE(c, async sse => {
    let wake: () => void = () => undefined;
    let stale = true;
    const awake = (): void => {
      stale = true;
      wake();
    };
    const unsubscribe = site.stage.workspace.changes.subscribe(awake);
    const ended = new Promise<void>(resolve => {
      sse.onAbort(resolve);
      site.closing.addEventListener('abort', () => resolve(), { once: true });
    });
    try {
      while (!sse.aborted && !site.closing.aborted) {
        if (stale) {
          stale = false;
          await sse.writeSSE({ data: JSON.stringify(snapshot(site, me)) });
          await Promise.race([sse.sleep(COALESCE_MS), ended]);
        } else {
          await Promise.race([new Promise<void>(resolve => (wake = resolve)), ended]);
        }
      }
    } finally {
      unsubscribe();
    }
  });
}

/** Query, form or JSON; nothing when a JSON body is broken. */
async function argumentsOf(c: Context<Env>): Promise<Record<string, unknown> | null> {
  const query = c.req.query();
  if (c.req.method !== 'POST') return query;
  const type = c.req.header('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return { ...query, ...(await c.req.parseBody()) };
  const body = await c.req.text();
  if (!type.startsWith('application/json')) return { ...query, ...Object.fromEntries(new URLSearchParams(body)) };
  try {
    return { ...query, ...(JSON.parse(body || '{}') as Record<string, unknown>) };
  } catch {
    return null;
  }
}
