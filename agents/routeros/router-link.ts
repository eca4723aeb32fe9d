import { X509Certificate } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { faultOf } from './fault-of.ts';
import { type ConnectorParts, endingOf, RosException, RouterOSAPI } from './hardening.ts';
import { PendingCommand, type Reply } from './pending-command.ts';
import { type FaultPhase, RouterFault } from './router-fault.ts';

export interface LinkOptions {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  /**
   * `false` = plain API: inside a tunnel only. `ca`: a PEM that the certificate is, or is signed by; `pinned`: a PEM that it must be,
   * byte for byte; `unverified` takes any, or none.
   */
  readonly tls: false | 'unverified' | { readonly ca: string } | { readonly pinned: string };
  /** For connection, TLS and login together, ms. */
  readonly deadlineMs: number;
  /** Commands in flight at once; default 2. */
  readonly width?: number;
  /** Aborted, it hangs up, also while it connects. */
  readonly signal?: AbortSignal;
}

/** Commands that may wait for their turn; a caller with more has lost its senses. */
const MOST_WAITING = 64;

/**
 * One connection to one router: connecting → ready → dead, and never alive again. A deadline missed means that the stream may be
 * out of step, so it kills the connection. Every failure is a RouterFault, and no promise stays open.
 */
export class RouterLink {
  readonly #api: RouterOSAPI;
  readonly #connector: ConnectorParts;
  readonly #socket: Socket;
  readonly #connecting: Promise<unknown>;
  readonly #isPinned: boolean;
  readonly #flying = new Map<string, PendingCommand>();
  readonly #waiting: PendingCommand[] = [];
  #phase: FaultPhase = 'connect';
  #fault: RouterFault | undefined;
  #cause: unknown;
  #tags = 0;
  readonly #onEnd: ((fault: RouterFault) => void)[] = [];
  #width: number;
  /** When the last byte came, ms of `performance.now()`. */
  heardAt = 0;

  /** Connects and logs in; rejects with a RouterFault of phase `connect` or `login`. */
  static async open(options: LinkOptions): Promise<RouterLink> {
    const link = new RouterLink(options);
    const hangUp = (): void => link.close();
    if (options.signal?.aborted) hangUp();
    options.signal?.addEventListener('abort', hangUp, { once: true });
    link.onEnd(() => options.signal?.removeEventListener('abort', hangUp));
    await link.#logIn(options.deadlineMs);
    return link;
  }

  private constructor(options: LinkOptions) {
    this.#width = options.width ?? 2;
    this.#isPinned = typeof options.tls === 'object' && 'pinned' in options.tls;
    this.#api = new RouterOSAPI({
      host: options.host,
      port: options.port,
      user: options.username,
      password: options.password,
      // its own time-out must never come before ours
      timeout: Math.ceil(options.deadlineMs / 1_000) + 1,
      ...(options.tls === false ? {} : { tls: tlsOptions(options.tls) as object }),
    });
    this.#api.on('error', () => {});
    this.#connecting = this.#api.connect();
    this.#connecting.catch(() => {});
    this.#connector = (this.#api as unknown as { connector: ConnectorParts }).connector;
    this.#socket = this.#connector.socket;
    this.#socket.setNoDelay(true);
    this.#socket.prependListener('error', (error) => (this.#cause = error));
    this.#socket.once(options.tls === false ? 'connect' : 'secureConnect', () => (this.#phase = 'login'));
    this.#socket.on('data', () => (this.heardAt = performance.now()));
    this.#socket.once('close', () => this.#die(this.#endOfSocket()));
  }

  get isAlive(): boolean {
    return this.#fault === undefined;
  }

  /** Commands in flight at once: 8, or 2 on a board with one core, as soon as that is known. */
  set width(commands: number) {
    this.#width = commands;
    this.#launch();
  }

  /** Calls back once with the fault that ended it; at once when it is dead. */
  onEnd(tell: (fault: RouterFault) => void): void {
    if (this.#fault) tell(this.#fault);
    else this.#onEnd.push(tell);
  }

  /**
   * Sends one command and gathers its reply: rows of `!re`, values of `!done`. `deadlineMs` counts from now, the wait for a turn
   * included. Rejects with `trap` when the router refused it; the connection stays well then.
   */
  exec(words: readonly string[], deadlineMs: number): Promise<Reply> {
    const bad = words.find((word) => word.includes('\0') || !/^[/=?.]/.test(word));
    if (bad !== undefined || words.length === 0)
      return Promise.reject(new TypeError('a word begins with / = ? or . and holds no NUL'));
    if (this.#fault) return Promise.reject(this.#fault.left ? unsent(this.#fault) : this.#fault);
    if (this.#waiting.length >= MOST_WAITING)
      return Promise.reject(new RangeError(`more than ${MOST_WAITING} commands wait`));
    const { promise, resolve, reject } = Promise.withResolvers<Reply>();
    const command = new PendingCommand(words, { resolve, reject }, deadlineMs, () =>
      this.#die(
        new RouterFault('timeout', 'command', `no answer to ${words[0]} within ${Math.round(deadlineMs)} ms`),
      ),
    );
    this.#waiting.push(command);
    this.#launch();
    return promise;
  }

  /** Hangs up; what is pending rejects with `closed`. */
  close(): void {
    this.#die(new RouterFault('closed', this.#phase, 'closed by us'));
  }

  async #logIn(deadlineMs: number): Promise<void> {
    const { promise: ended, reject } = Promise.withResolvers<never>();
    ended.catch(() => {});
    this.onEnd(reject);
    const timer = setTimeout(
      () =>
        this.#die(
          new RouterFault('timeout', this.#phase, `no ${this.#phase} within ${Math.round(deadlineMs)} ms`, {
            left: false,
          }),
        ),
      deadlineMs,
    );
    try {
      await Promise.race([this.#connecting, ended]);
    } catch (error) {
      this.#die(this.#loginFault(error));
      throw this.#fault;
    } finally {
      clearTimeout(timer);
    }
    this.#phase = 'command';
    this.#socket.setTimeout(0);
  }

  #loginFault(error: unknown): RouterFault {
    if (error instanceof RouterFault) return error;
    if (this.#cause !== undefined || this.#socket.destroyed) return this.#endOfSocket();
    if (error instanceof RosException)
      return new RouterFault('unreadable', 'login', error.message || 'strange answer to /login', {
        left: false,
      });
    // a trap, as the package reports it
    const message = error instanceof Error ? error.message : String(error);
    return new RouterFault('auth', 'login', message.slice(0, 200) || 'login refused', { left: false });
  }

  #endOfSocket(): RouterFault {
    const left = this.#phase === 'command';
    const ending = endingOf(this.#socket);
    if (ending) return new RouterFault(ending.kind, this.#phase, ending.reason, { left });
    if (this.#cause !== undefined) {
      const fault = faultOf(this.#cause, this.#phase, left);
      return this.#isPinned && fault.kind === 'tls' ? notThePinned(fault) : fault;
    }
    return new RouterFault('closed', this.#phase, 'the router hung up', { left });
  }

  #launch(): void {
    while (this.#waiting.length > 0 && this.#flying.size < this.#width && !this.#fault) {
      const command = this.#waiting.shift()!;
      const tag = String(++this.#tags);
      this.#flying.set(tag, command);
      this.#connector.read(tag, (packet) => this.#take(tag, command, packet));
      command.left = true;
      try {
        this.#connector.write([...command.words, `.tag=${tag}`]);
      } catch {
        command.left = false;
        this.#die(this.#endOfSocket());
      }
    }
  }

  #take(tag: string, command: PendingCommand, packet: string[]): void {
    try {
      if (!command.take(packet)) return;
    } catch (error) {
      this.#die(new RouterFault('unreadable', 'command', (error as Error).message));
      return;
    }
    this.#flying.delete(tag);
    this.#connector.stopRead(tag);
    this.#launch();
  }

  #die(fault: RouterFault): void {
    if (this.#fault) return;
    this.#fault = fault;
    this.#socket.destroy();
    const waiting = this.#waiting.splice(0);
    for (const command of [...this.#flying.values(), ...waiting])
      command.fail(command.left ? fault : unsent(fault));
    this.#flying.clear();
    for (const tell of this.#onEnd.splice(0)) tell(fault);
  }
}

const unsent = (fault: RouterFault): RouterFault =>
  new RouterFault(fault.kind, fault.phase, fault.message, { left: false, cause: fault });

const notThePinned = (fault: RouterFault): RouterFault =>
  new RouterFault('tls', fault.phase, `the certificate is not the pinned one (${fault.message})`, {
    left: false,
    cause: fault,
  });

/**
 * Routers have certificates of their own making: the one that was pinned must be it, whatever name it bears. Without a pin also
 * those without any certificate (anonymous DH, which OpenSSL 3 admits at security level 0 only); that keeps out listeners, but no
 * man in the middle.
 */
function tlsOptions(tls: Exclude<LinkOptions['tls'], false>): ConnectionOptions {
  if (tls !== 'unverified' && 'pinned' in tls) return pinnedOptions(tls.pinned);
  if (tls !== 'unverified') return { ca: [tls.ca], checkServerIdentity: () => undefined };
  return {
    ciphers: 'ADH-AES256-GCM-SHA384:ADH-AES128-GCM-SHA256:DEFAULT:@SECLEVEL=0',
    rejectUnauthorized: false,
  };
}

/** Trusted is this one certificate only, and it must come itself: a pinned authority's signature under another is not enough. */
function pinnedOptions(pem: string): ConnectionOptions {
  const { raw } = new X509Certificate(pem);
  return {
    ca: [pem],
    checkServerIdentity: (_host, shown) =>
      shown.raw.equals(raw) ? undefined : new Error('another certificate, signed by the pinned one'),
  };
}
