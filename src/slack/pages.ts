import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUnavailable } from '../db/errors.ts';
import type { Log } from '../shared/log.ts';

/** A path that ends in `/` takes everything below it, and is never logged: its rest may be a secret. */
export interface ServedPage {
  path: string;
  /** asking for its head does nothing, as some do that watch a process */
  head?: true;
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
}

/** Words of our own; what comes from elsewhere, as a workspace's name, stands in them as text. */
export interface Shown {
  language: string;
  title: string;
  lines: readonly string[];
  /** a way to go on */
  link?: { to: string; text: string };
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

/** A page for people. It loads nothing, and is kept nowhere. */
export function showPage(res: ServerResponse, status: number, { language, title, lines, link }: Shown): void {
  res.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  });
  res.end(`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Daybook</title>
<style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${lines.map(line => `<p>${escaped(line)}</p>`).join('')}${
    link ? `<p><a href="${escaped(link.to)}">${escaped(link.text)}</a></p>` : ''
  }</body></html>`);
}

const STYLE = `:root{color-scheme:light dark}body{font:17px/1.6 system-ui,'Apple SD Gothic Neo','Noto Sans KR',sans-serif;max-width:34em;margin:min(18vh,9em) auto 0;padding:0 1.5em 3em;word-break:keep-all;overflow-wrap:anywhere}
h1{font-size:1.45em;line-height:1.3}a{display:inline-block;margin-top:.6em;padding:.6em 1.3em;border-radius:8px;background:#2c4a3e;color:#fff;text-decoration:none;font-weight:600}a:focus-visible{outline:3px solid #6aa68c;outline-offset:2px}`;

const ORIGIN = 'http://localhost';

/** What browsers, calendar programs and whoever watches the process ask for. False: none of these. */
export function pageServer(o: {
  log: Log;
  /** why it must be sent nothing now; undefined: it is ready */
  unready: () => Promise<string | undefined>;
  pages: readonly ServedPage[];
}) {
  const answer = (res: ServerResponse, status: number, body: object): void => {
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  };
  const own: readonly ServedPage[] = [
    ...o.pages,
    { path: '/healthz', head: true, handle: async (_req, res) => answer(res, 200, { ok: true }) },
    {
      path: '/readyz',
      head: true,
      handle: async (_req, res) => {
        const why = await o.unready();
        answer(res, why === undefined ? 200 : 503, why === undefined ? { ok: true } : { ok: false, why });
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
    if (!page) return false;
    const isAsked = req.method === 'GET' || (req.method === 'HEAD' && page.head === true);
    if (!isSecret(page.path) && !isAsked) return false;
    page.handle(req, res).catch(error => {
      const away = isUnavailable(error);
      const where = { err: error, path: page.path };
      if (away) o.log.warn(where, 'the database is away: a page was not shown');
      else if (!isSecret(page.path)) o.log.error(where, 'a page failed');
      if (res.headersSent) res.destroy();
      else answer(res, away ? 503 : 500, { ok: false });
    });
    return true;
  };
}
