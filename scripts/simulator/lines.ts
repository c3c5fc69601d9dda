import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Changes } from './changes.ts';

/** What an app sent for an envelope. `cut`: its line ended before. */
export type Taken = { is: 'answered'; payload: unknown } | { is: 'late' } | { is: 'cut' };

interface Waiting {
  line: WebSocket;
  done: (taken: Taken) => void;
}

const PATH = '/link/';

/** Socket Mode: lines that apps open after `apps.connections.open`, each message to one of them in turn. */
export class Lines {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #open = new Set<WebSocket>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #changes: Changes;
  #next = 0;
  #unheard = 0;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  get count(): number {
    return this.#open.size;
  }

  /** A path that opens one line. */
  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return `${PATH}${ticket}`;
  }

  /** Takes upgrades of this server. */
  serve(server: Pick<Server, 'on'>): void {
    server.on('upgrade', (req: IncomingMessage, socket, head) => {
      const ticket = req.url?.startsWith(PATH) ? req.url.slice(PATH.length) : '';
      if (!this.#tickets.delete(ticket)) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      this.#server.handleUpgrade(req, socket, head, line => this.#opened(line));
    });
  }

  async send(type: string, payload: object, limitMs: number, more: object = {}): Promise<Taken> {
    const lines = [...this.#open];
    const line = lines[this.#next++ % Math.max(1, lines.length)];
    if (!line) return { is: 'cut' };
    const id = randomUUID();
    const taken = new Promise<Taken>(done => this.#waiting.set(id, { line, done }));
    const late = setTimeout(() => this.#waiting.get(id)?.done({ is: 'late' }), limitMs);
    line.send(
      JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type !== 'events_api', ...more }),
    );
    try {
      return await taken;
    } finally {
      clearTimeout(late);
      this.#waiting.delete(id);
    }
  }

  /** Ends all lines without a word, as a broken network does. */
  cut(): void {
    for (const line of this.#open) line.terminate();
  }

  /** The next so many answers are lost, each with its line. */
  loseAnswers(count: number): void {
    this.#unheard = count;
  }

  /** Asks the app to connect again, as Slack does every few hours. */
  renew(): void {
    for (const line of this.#open)
      line.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'stand-in' } }));
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #opened(line: WebSocket): void {
    this.#open.add(line);
    line.on('message', data => this.#heard(line, String(data)));
    line.on('close', () => {
      this.#open.delete(line);
      for (const waiting of this.#waiting.values()) if (waiting.line === line) waiting.done({ is: 'cut' });
      this.#changes.changed();
    });
    line.on('error', () => line.terminate());
    line.send(JSON.stringify({ type: 'hello', num_connections: this.#open.size, debug_info: { host: 'stand-in' } }));
    this.#changes.changed();
  }

  #heard(line: WebSocket, text: string): void {
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown };
    if (this.#unheard > 0) {
      this.#unheard -= 1;
      line.terminate();
      return;
    }
    this.#waiting.get(id ?? '')?.done({ is: 'answered', payload });
  }
}
