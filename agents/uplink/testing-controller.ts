import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { Server as SocketServer } from 'socket.io';
import {
  type AgentNudges,
  type Assignment,
  Batch,
  type BatchAnswer,
  type Command,
  type Entry,
  type RouterTarget,
} from '#contract/agent-link.ts';

/** Keeps what it is told, as the contract has it: for tests of the agent that need no database. */
export class TestController implements AsyncDisposable {
  readonly token = 'token-of-the-test-agent';
  readonly batches: Batch[] = [];
  /** By epoch and number: twice sent is once stored. */
  readonly stored = new Map<string, Entry>();
  routers: RouterTarget[] = [];
  version = '1';
  /** Offered in every answer until the agent has said what became of them. */
  commands: Command[] = [];
  /** Controller's clock minus that of this machine, ms. */
  clockAheadMs = 0;
  /** A status instead of an answer, by batch; undefined = take it. */
  refuse: (batch: Batch) => number | undefined = () => undefined;
  /** Stores, and then hangs up instead of acknowledging. */
  loseAnswers = false;
  readonly #server: Server;
  readonly #sockets: SocketServer<Record<string, never>, AgentNudges>;
  #port = 0;
  readonly #waiting = new Set<() => void>();

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#sockets = new SocketServer(this.#server, { serveClient: false, transports: ['websocket'] });
    this.#sockets
      .of('/agents')
      .use((socket, next) =>
        next(socket.handshake.auth.token === this.token ? undefined : new Error('wrong token')),
      );
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Where another one listened before: it was restarted. */
  listenOn(url: string): Promise<this> {
    this.#port = Number(new URL(url).port);
    return this.listen();
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address && typeof address === 'object') this.#port = address.port;
    return this;
  }

  nudge(what: 'commands' | 'assignment'): void {
    this.#sockets.of('/agents').emit('nudge', what);
  }

  get entries(): Entry[] {
    return [...this.stored.values()];
  }

  /** Resolves once it holds; looked at after each batch. Rejects after `withinMs` with what was awaited. */
  until(what: string, holds: () => boolean, withinMs = 15_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds()) return;
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`not within ${withinMs} ms: ${what}`));
      }, withinMs);
      this.#waiting.add(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await this.#sockets.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (request.headers.authorization !== `Bearer ${this.token}`) return reply(response, 401, {});
    if (request.method === 'GET' && request.url === '/agent/v1/assignment') {
      const answer: Assignment = { version: this.version, serverNow: this.#now(), routers: this.routers };
      return reply(response, 200, answer);
    }
    if (request.method !== 'POST' || request.url !== '/agent/v1/batches') return reply(response, 404, {});
    const read = Batch.safeParse(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString('utf8')));
    const status = read.success ? this.refuse(read.data) : 400;
    if (!read.success || status !== undefined)
      return reply(response, status ?? 400, { code: 'invalid', message: read.error?.message });
    this.#store(read.data);
    if (this.loseAnswers) response.destroy();
    else reply(response, 200, this.#answer(read.data));
    for (const look of [...this.#waiting]) look();
  }

  #store(batch: Batch): void {
    this.batches.push(batch);
    for (const entry of batch.entries) {
      this.stored.set(`${batch.epoch}/${entry.seq}`, entry);
      if (entry.kind === 'action')
        this.commands = this.commands.filter((command) => command.id !== entry.actionId);
    }
  }

  #answer(batch: Batch): BatchAnswer {
    return {
      acknowledged: batch.entries.at(-1)?.seq ?? null,
      serverNow: this.#now(),
      assignment: this.version,
      commands: this.commands,
      inspections: [],
    };
  }

  #now(): string {
    return new Date(Date.now() + this.clockAheadMs).toISOString();
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
