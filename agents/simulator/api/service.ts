import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import type { Door, Router } from '../router.ts';
import type { RouterState } from '../router-state.ts';
import { ApiConnection } from './connection.ts';
import { isAllowedFrom } from './login.ts';

/** The certificate that `/ip service set api-ssl certificate=` names, if the router has signed one of that name. */
function ownCertificate(state: RouterState, name: string | undefined): SecureContext | undefined {
  const row = state.table('/certificate').rows.find((one) => one.name === name);
  if (!row?.['pem-certificate'] || !row['pem-key']) return undefined;
  return createSecureContext({ cert: row['pem-certificate'], key: row['pem-key'], minVersion: 'TLSv1.2' });
}

/** Sockets that may be open at once whatever `max-sessions` says, held ones included. */
const MOST_SOCKETS = 1_200;

/** Service `api` or `api-ssl` of one router: accepts, and does what is done to the router. */
export class ApiService implements Door {
  readonly #router: Router;
  readonly #name: 'api' | 'api-ssl';
  readonly #secure: SecureContext | undefined;
  readonly #host: string;
  readonly #sockets = new Set<Socket>();
  readonly #connections = new Map<Socket, ApiConnection>();
  /** Accepted while the router was gone: they hear something only after. */
  readonly #swallowed = new Map<Socket, Buffer[]>();
  #server: Server;
  port: number;

  constructor(router: Router, name: 'api' | 'api-ssl', host: string, port: number, secure?: SecureContext) {
    this.#router = router;
    this.#name = name;
    this.#host = host;
    this.port = port;
    this.#secure = secure;
    this.#server = this.#make();
  }

  get open(): number {
    return this.#connections.size;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(this.port, this.#host, 512, () => resolve());
    });
    const address = this.#server.address();
    if (address && typeof address === 'object') this.port = address.port;
    this.#router.doors.add(this);
  }

  async close(): Promise<void> {
    this.#router.doors.delete(this);
    const closed = new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
    for (const connection of this.#connections.values()) connection.line.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  hold(): void {
    for (const { line } of this.#connections.values()) line.hold();
  }

  release(rebooted: boolean): void {
    for (const connection of this.#connections.values()) {
      if (rebooted) connection.line.leave('rst');
      else connection.release();
    }
    const swallowed = [...this.#swallowed];
    this.#swallowed.clear();
    for (const [socket, heard] of swallowed) {
      if (rebooted) socket.resetAndDestroy();
      else this.#revive(socket, heard);
    }
  }

  mute(): void {
    for (const { line } of this.#connections.values()) line.mute();
  }

  kick(how: 'fin' | 'rst'): void {
    for (const { line } of this.#connections.values()) {
      line.leave(how);
      if (how === 'fin') line.close();
    }
  }

  shut(closed: boolean): void {
    if (closed) this.#server.close();
    else {
      this.#server = this.#make();
      this.#server.on('error', (error) =>
        console.error(`router ${this.#router.state.index}: ${error.message}`),
      );
      this.#server.listen(this.port, this.#host, 512);
    }
  }

  #make(): Server {
    return createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  #accept(socket: Socket): void {
    if (this.#sockets.size >= MOST_SOCKETS) {
      socket.destroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      this.#swallowed.delete(socket);
    });
    if (this.#router.state.gone) {
      this.#swallow(socket);
      return;
    }
    this.#answer(socket);
  }

  /** Nobody is there: what the caller says is kept for a while, and not even his FIN is answered. */
  #swallow(socket: Socket): void {
    const heard: Buffer[] = [];
    this.#swallowed.set(socket, heard);
    socket.on('data', (chunk: Buffer) => {
      if (heard.length < 64) heard.push(chunk);
    });
    socket.once('end', () => setTimeout(() => socket.destroy(), 60_000).unref());
  }

  #revive(socket: Socket, heard: readonly Buffer[]): void {
    socket.removeAllListeners('data').removeAllListeners('end').pause();
    if (socket.readableEnded) {
      socket.destroy();
      return;
    }
    if (heard.length > 0) socket.unshift(Buffer.concat(heard));
    this.#answer(socket);
  }

  #answer(socket: Socket): void {
    const { state } = this.#router;
    const from = socket.remoteAddress ?? '';
    const service = state.table('/ip/service').find(this.#name)!;
    const most = Number(service['max-sessions'] ?? 1_000);
    const refused =
      service.disabled === 'true' ||
      !isAllowedFrom(service, from) ||
      this.#connections.size >= most ||
      state.has('session-limit');
    state.events.emit('connection', { from });
    if (refused) {
      socket
        .once('end', () => socket.destroy())
        .resume()
        .end();
      socket.setTimeout(5_000, () => socket.destroy());
      return;
    }
    const secureContext = this.#secure && (ownCertificate(state, service.certificate) ?? this.#secure);
    const stream = secureContext ? new TLSSocket(socket, { isServer: true, secureContext }) : socket;
    stream.on('error', () => socket.destroy());
    this.#connections.set(socket, new ApiConnection(stream, this.#router, from, socket));
    socket.on('close', () => {
      this.#connections.delete(socket);
      if (stream !== socket) stream.destroy();
    });
  }
}
