import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { randomMac, textSeed } from '../world/chance.ts';
import type { Hotspot } from './hotspot.ts';
import { serve } from './servlet.ts';

/** Sockets that one servlet port holds at most. */
const MOST_SOCKETS = 200;

interface Owner {
  readonly hotspot: Hotspot;
  readonly port: number;
  /** The one phone behind this port; without it the source address is the phone. */
  readonly mac: string | undefined;
}

const owners = new WeakMap<Socket, Owner>();

/** One HTTP parser for the servlets of a whole fleet: it listens nowhere itself, so an idle router costs no timer. */
export function servletServer(): HttpServer {
  return createHttpServer((request, response) => {
    const owner = owners.get(request.socket);
    if (!owner) return void response.destroy();
    const source = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const phone = owner.hotspot.phone(owner.mac ?? randomMac(textSeed(source), 81));
    serve({ hotspot: owner.hotspot, phone, port: owner.port }, request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
}

/** A TCP port of a hotspot's servlet. */
export class ServletDoor {
  readonly #http: HttpServer;
  readonly #hotspot: Hotspot;
  readonly #mac: string | undefined;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  port = 0;

  constructor(http: HttpServer, hotspot: Hotspot, mac: string | undefined) {
    this.#http = http;
    this.#hotspot = hotspot;
    this.#mac = mac;
    this.#server = createServer({ noDelay: true }, (socket) => this.#accept(socket));
  }

  async listen(port: number, host: string): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(port, host, resolve);
    });
    const address = this.#server.address();
    if (address && typeof address === 'object') this.port = address.port;
    return this;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #accept(socket: Socket): void {
    if (this.#sockets.size >= MOST_SOCKETS) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
    socket.setTimeout(120_000, () => socket.destroy());
    owners.set(socket, { hotspot: this.#hotspot, port: this.port, mac: this.#mac });
    this.#http.emit('connection', socket);
  }
}
