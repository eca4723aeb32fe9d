import { createServer, type Server, type Socket } from 'node:net';
import type { LinkName, SimLink } from './handle.ts';

export const LINKS: readonly LinkName[] = ['canary-a', 'canary-b', 'hub'];

/** One listener of the agent's own world. It accepts and says nothing; cut, it is closed. */
export class Link implements SimLink {
  readonly name: LinkName;
  readonly host: string;
  port: number;
  #server: Server | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #sockets = new Set<Socket>();

  constructor(name: LinkName, host: string, port: number) {
    this.name = name;
    this.host = host;
    this.port = port;
  }

  get up(): boolean {
    return this.#server !== undefined;
  }

  async mend(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#server) return;
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      // a canary proves the way and nothing else: idle callers are sent off
      socket.setTimeout(30_000, () => socket.destroy());
      socket
        .on('error', () => socket.destroy())
        .on('close', () => this.#sockets.delete(socket))
        .resume();
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, this.host, resolve);
    });
    const address = server.address();
    if (address && typeof address === 'object') this.port = address.port;
    this.#server = server;
  }

  async cut({ seconds }: { seconds?: number } = {}): Promise<void> {
    clearTimeout(this.#timer);
    const server = this.#server;
    this.#server = undefined;
    if (seconds !== undefined) this.#timer = setTimeout(() => void this.mend(), seconds * 1_000).unref();
    for (const socket of this.#sockets) socket.resetAndDestroy();
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

export async function startLinks(host: string, ports: readonly number[]): Promise<Link[]> {
  const links = LINKS.map((name, i) => new Link(name, host, ports[i] ?? 0));
  for (const link of links) await link.mend();
  return links;
}
