import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../shared/log.ts';

/** A path that ends in `/` takes everything below it, and is never logged: its rest may be a secret. */
export interface ServedPage {
  path: string;
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

const ORIGIN = 'http://localhost';

/** What browsers, calendar programs and whoever watches the process ask for. False: none of these. */
export function pageServer(o: { log: Log; ready: () => Promise<boolean>; pages: readonly ServedPage[] }) {
  const answer = (res: ServerResponse, status: number, body: object): void => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  const own: readonly ServedPage[] = [
    ...o.pages,
    { path: '/healthz', handle: async (_req, res) => answer(res, 200, { ok: true }) },
    {
      path: '/readyz',
      handle: async (_req, res) => {
        const ok = await o.ready().catch(() => false);
        answer(res, ok ? 200 : 503, { ok, database: ok ? 'answers' : 'does not answer' });
      },
    },
  ];
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    if (!URL.canParse(req.url ?? '', ORIGIN)) {
      res.writeHead(404).end();
      return true;
    }
    const { pathname } = new URL(req.url ?? '', ORIGIN);
    const isSecret = (path: string): boolean => path.endsWith('/');
    const page = own.find(({ path }) => (isSecret(path) ? pathname.startsWith(path) : pathname === path));
    if (!page || (!isSecret(page.path) && req.method !== 'GET')) return false;
    page.handle(req, res).catch(error => {
      if (!isSecret(page.path)) o.log.error({ err: error, path: page.path }, 'a page failed');
      if (res.headersSent) res.destroy();
      else answer(res, 500, { ok: false });
    });
    return true;
  };
}
