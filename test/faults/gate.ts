import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands between Slack and the processes, as a load balancer does: each request to one of them in turn. */
export interface Gate {
  url: string;
  /** where processes listen */
  ports: Set<number>;
  /** what happens to a request; nothing by default */
  trouble: () => 'none' | 'cut-before' | 'cut-after' | 'twice';
  close(): Promise<void>;
}

export async function openGate(): Promise<Gate> {
  const agent = new Agent({ keepAlive: true });
  const ports = new Set<number>();
  let turn = 0;
  const gate: Pick<Gate, 'trouble'> = { trouble: () => 'none' };

  /** Another process is asked only where this one took no connection: what was sent may have been done. */
  async function forwarded(req: IncomingMessage, body: Buffer) {
    const all = [...ports];
    let refused: unknown = new Error('no process');
    for (let tries = 0; tries < all.length; tries++) {
      try {
        return await asked(agent, all[turn++ % all.length] ?? 0, req, body);
      } catch (error) {
        refused = error;
        if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') throw error;
      }
    }
    throw refused;
  }

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const trouble = gate.trouble();
    if (trouble === 'cut-before') throw new Error(trouble);
    const again = trouble === 'twice' ? forwarded(req, body).catch(() => undefined) : undefined;
    const answer = await forwarded(req, body);
    await again;
    if (trouble === 'cut-after') throw new Error(trouble);
    res.writeHead(answer.status, answer.headers).end(answer.body);
  }

  const server = createServer((req, res) => {
    pass(req, res).catch(() => res.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(gate, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    ports,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  });
}

interface Answered {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

function asked(agent: Agent, port: number, from: IncomingMessage, body: Buffer): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { method, url: path, headers } = from;
    const req = request({ agent, host: '127.0.0.1', port, method, path, headers }, res => {
      const parts: Buffer[] = [];
      res.on('data', part => parts.push(part as Buffer));
      res.on('error', reject);
      res.on('aborted', () => reject(new Error('aborted')));
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }));
    });
    req.on('error', reject);
    req.end(body);
  });
}
