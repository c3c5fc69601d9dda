import { createServer } from 'node:net';

export class PortUnusable extends Error {
  override readonly name = 'PortUnusable';
}

/** Checks a port before anything slow begins; port 0 always passes. @throws PortUnusable */
export function usablePort(port: number, host?: string): Promise<void> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new PortUnusable(whyNot(port, error))));
    probe.listen({ port, ...(host ? { host } : {}) }, () => probe.close(() => resolve()));
  });
}

function whyNot(port: number, error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} is in use by another program. End that one, or choose another port: PORT=${port + 100}.`;
  if (error.code === 'EACCES')
    return `Port ${port} needs rights that this user does not have. Choose one above 1023: PORT=3000.`;
  return `Port ${port} cannot be used (${error.code ?? error.message}). Choose another one with PORT.`;
}
