import type { IncomingMessage, ServerResponse } from 'node:http';
import { isUnavailable } from '../../db/errors.ts';
import type { Host } from '../../workspace/feature.ts';
import { type ServedFeed, serve } from './actions.ts';

/** `GET /calendar/<secret>.ics`. The address is never logged. */
export async function answerFeed(host: Host, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname } = new URL(req.url ?? '/', 'http://localhost');
  const [, secret = ''] = /^\/calendar\/([^/]*)\.ics$/.exec(pathname) ?? [];
  try {
    const asks = req.method === 'GET' || req.method === 'HEAD';
    const feed = asks ? await serve(host, secret) : undefined;
    if (feed) give(feed, req, res);
    else nothing(res);
  } catch (error) {
    if (isUnavailable(error)) host.log.warn({ err: error }, 'the database is away: a calendar feed was not given');
    else host.log.error({ err: error }, 'a calendar feed could not be made');
    if (!res.headersSent) res.writeHead(503, { 'retry-after': '60', 'cache-control': 'no-store' });
    res.end();
  }
}

/** Revoked, unknown, or no address: indistinguishable. */
function nothing(res: ServerResponse): void {
  const body = 'Not found\n';
  res.writeHead(404, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  res.end(body);
}

function give({ body, etag, modified }: ServedFeed, req: IncomingMessage, res: ServerResponse): void {
  const kept = {
    etag,
    'last-modified': new Date(modified).toUTCString(),
    // A revoked address must not stay in a cache.
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
  if (isKnown(req, etag, modified)) {
    res.writeHead(304, kept);
    res.end();
    return;
  }
  res.writeHead(200, {
    ...kept,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': 'inline; filename="daybook.ics"',
    'content-length': Buffer.byteLength(body),
  });
  res.end(req.method === 'HEAD' ? undefined : body);
}

/** By RFC 9110, 13.1: with a digest to compare, the date is ignored. */
function isKnown(req: IncomingMessage, etag: string, modified: number): boolean {
  const digests = req.headers['if-none-match'];
  if (digests !== undefined)
    return digests.split(',').some(d => d.trim() === '*' || d.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(req.headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && Math.floor(modified / 1000) * 1000 <= since;
}
