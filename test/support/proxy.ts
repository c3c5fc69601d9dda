import { connect, createServer, type Socket } from 'node:net';
import { hosts } from '../../src/db/connection.ts';

export interface Wire {
  /** the database's address by way of this port */
  uri: string;
  /** accepts connections from now on */
  listen(): Promise<void>;
  /** lets answers take so long from now on */
  delay(ms: number): void;
  /** destroys every connection that is open */
  cut(): void;
  close(): Promise<void>;
}

/** A wire between a client and a database server that can be laid late and cut. */
export function proxyTo(uri: string, port: number): Wire {
  const [host = '', to = '27017'] = (hosts(uri).split(',')[0] ?? '').split(':');
  let late = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const server = createServer(near => {
    const far = keep(connect(Number(to), host));
    keep(near).on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    near.pipe(far);
    far.on('data', data => setTimeout(() => near.writable && near.write(data), late));
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    uri: uri.replace(hosts(uri), `127.0.0.1:${port}`),
    listen: () => new Promise(resolve => server.listen(port, '127.0.0.1', resolve)),
    delay: ms => {
      late = ms;
    },
    cut,
    close: () => {
      cut();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}
