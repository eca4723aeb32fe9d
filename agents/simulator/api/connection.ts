import type { Socket } from 'node:net';
import { findCommand } from '../menus/all.ts';
import { follow } from '../menus/listen.ts';
import type { Answer, Call } from '../menus/menu.ts';
import type { ApiCaller, Router } from '../router.ts';
import { BOUNDS, encodeSentence, SentenceReader, toWire } from './codec.ts';
import { Line } from './line.ts';
import { type Account, login } from './login.ts';
import { Running } from './running.ts';
import { CATEGORY, parseRequest, type Request, rowWords, Trap, trapWords } from './sentence.ts';

/** Commands under way on one connection; more are refused. */
const MOST_COMMANDS = 256;
/** Sentences that may come before a login. */
const MOST_BEFORE_LOGIN = 32;
/** Bytes kept of a client that talks while the router is gone. */
const MOST_HELD = 65_536;
/** A client that left while nobody could tell it so is forgotten after so long, ms. */
const FORGET = 60_000;
/** A reserved length byte and noise after it. */
const GARBAGE = Buffer.from([0xfb, 0xff, 0x00, 0x21, 0x7f]);

/** One API session: from the first byte to the last. */
export class ApiConnection {
  readonly line: Line;
  readonly #router: Router;
  readonly #from: string;
  readonly #reader = new SentenceReader();
  readonly #running: Running;
  #account: Account | undefined;
  #caller: ApiCaller | undefined;
  #challenge: string | undefined;
  #strange = 0;
  #pumping = false;
  #leaving = false;
  #held: Buffer[] = [];

  constructor(socket: Socket, router: Router, from: string, raw: Socket) {
    this.#router = router;
    this.#from = from;
    this.line = new Line(socket, router.state, raw);
    this.#running = new Running((sentences) => this.#send(sentences));
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => this.#data(chunk));
    socket.on('drain', () => this.#pump());
    socket.on('error', () => socket.destroy());
    socket.on('end', () => this.#ended());
    socket.on('close', () => this.#closed());
    socket.resume();
  }

  #data(chunk: Buffer): void {
    if (this.line.dumb) {
      // TCP would send it again until the way is open
      if (!this.line.muted && this.#held.reduce((sum, { length }) => sum + length, 0) < MOST_HELD)
        this.#held.push(chunk);
      return;
    }
    const { state } = this.#router;
    this.#router.bytes.in += chunk.length;
    if (state.faults.get('rst') && (state.faults.get('rst')!.at ?? 0) === 0) {
      this.line.leave('rst');
      return;
    }
    try {
      for (const words of this.#reader.read(chunk)) {
        if (this.#leaving || this.line.socket.destroyed) return;
        this.#take(words);
      }
    } catch {
      // the stream can not be read on: a router drops such a client
      this.line.close();
      return;
    }
    this.#pump();
  }

  /** The way is open again: what waited on both sides goes through. */
  release(): void {
    this.line.release();
    const held = this.#held;
    this.#held = [];
    for (const chunk of held) this.#data(chunk);
  }

  /** A FIN is answered by one, unless nobody hears the router. */
  #ended(): void {
    if (this.line.dumb) setTimeout(() => this.line.close(), FORGET).unref();
    else this.line.leave('fin');
  }

  #take(words: readonly string[]): void {
    const request = parseRequest(words);
    if (request.command === '/login') this.#login(request);
    else if (!this.#account) this.#fatal('not logged in');
    else if (this.#router.state.has('silence-after-login')) return;
    else if (request.command === '/quit') this.#fatal('session terminated on request');
    else if (request.command === '/cancel')
      this.#send(this.#running.cancel(request.args.get('tag'), request.tag));
    else if (this.#running.count >= MOST_COMMANDS)
      this.#running.refuse(new Trap('failure: too many commands', CATEGORY.api), request.tag);
    else void this.#run(request, this.#account);
  }

  #login(request: Request): void {
    if (++this.#strange > MOST_BEFORE_LOGIN) {
      this.line.close();
      return;
    }
    const { state } = this.#router;
    const user = request.args.get('name') ?? '';
    try {
      const step = login(state, request, this.#from, this.#challenge);
      this.#challenge = undefined;
      if ('challenge' in step) {
        this.#challenge = step.challenge;
        this.#send([rowWords('!done', { ret: step.challenge }, request.tag)]);
        return;
      }
      this.#account = step.account;
      this.#reader.bounds = BOUNDS;
      this.#strange = 0;
      if (this.#caller) this.#router.callers.delete(this.#caller);
      this.#caller = {
        user: step.account.user,
        group: step.account.group,
        from: this.#from,
        whenClock: state.routerClock(state.clock()),
      };
      this.#router.callers.add(this.#caller);
      state.note('system,info,account', `user ${user} logged in from ${this.#from} via api`);
      this.#send([rowWords('!done', {}, request.tag)]);
      state.events.emit('login', { user, from: this.#from });
    } catch (error) {
      if (!(error instanceof Trap)) throw error;
      state.note('system,error,critical', `login failure for user ${user} from ${this.#from} via api`);
      this.#send([trapWords(error, request.tag), rowWords('!done', {}, request.tag)]);
      state.events.emit('login-refused', { user, from: this.#from });
    }
  }

  async #run(request: Request, account: Account): Promise<void> {
    const { state } = this.#router;
    const { features } = state;
    try {
      if (request.command.startsWith('#') || !request.command.startsWith('/'))
        throw new Trap(features.noSuchCommand, CATEGORY.missing);
      const found = findCommand(request.command, features) ?? follow(request.command, features);
      if (!found) throw new Trap(features.noSuchCommand, CATEGORY.missing);
      for (const policy of found.policy)
        if (!account.policies.has(policy)) throw new Trap('not enough permissions (9)');
      const caller = { user: account.user, policies: account.policies, from: this.#from };
      const call: Call = { router: this.#router, features, request, caller, now: state.clock() };
      const answer = found.run(call);
      const settled = answer instanceof Promise ? await answer : answer;
      if (this.line.socket.destroyed) return;
      if (settled.leave) this.#leave(settled, request);
      else this.#running.begin(settled, request.tag, features.empty);
      state.events.command({
        command: request.command,
        words: [...request.args].map(([name, value]) => `=${name}=${value}`),
        user: account.user,
      });
    } catch (error) {
      const trap = error instanceof Trap ? error : new Trap('failure: internal error', CATEGORY.general);
      if (!(error instanceof Trap)) console.error(error);
      this.#running.refuse(trap, request.tag);
    }
    this.#pump();
  }

  /** The router takes leave in the manner of its version; it goes down right after. */
  #leave(answer: Answer, request: Request): void {
    const { rebootManner } = this.#router.state;
    this.#leaving = true;
    if (rebootManner === 'done') this.#send([rowWords('!done', {}, request.tag)]);
    if (rebootManner === 'rst') this.line.leave('rst');
    else if (rebootManner !== 'silence') this.line.leave('fin');
    answer.leave!();
  }

  #fatal(reason: string): void {
    this.#leaving = true;
    this.#send([['!fatal', reason]]);
    this.line.leave('fin');
  }

  /** Sends what is ready, a turn at a time, as fast as the client reads. */
  #pump(): void {
    if (this.#pumping || this.line.full) return;
    const sentences = this.#running.turn();
    if (sentences.length > 0) this.#send(sentences);
    if (!this.#running.busy) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  #send(sentences: readonly string[][]): void {
    const bytes = Buffer.concat(sentences.map(encodeSentence));
    const garbage =
      this.#account !== undefined &&
      this.#router.state.has('garbage-length') &&
      sentences[0]?.[0] !== '!done';
    const out = garbage ? Buffer.concat([GARBAGE, bytes]) : bytes;
    this.#router.bytes.out += out.length;
    this.line.send(out);
  }

  #closed(): void {
    this.#running.drop();
    this.line.close();
    if (!this.#caller) return;
    this.#router.callers.delete(this.#caller);
    if (!this.#router.state.dead)
      this.#router.state.note(
        'system,info,account',
        toWire(`user ${this.#caller.user} logged out from ${this.#from} via api`),
      );
  }
}
