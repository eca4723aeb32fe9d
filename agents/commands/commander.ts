import { setTimeout as wait } from 'node:timers/promises';
import type { ActionEntry, Command, RouterTarget } from '#contract/agent-link.ts';
import {
  ask,
  disconnect,
  type LinkOptions,
  RouterFault,
  RouterLink,
  reboot,
  tlsOf,
  uptime,
} from '../routeros/index.ts';
import { nextStep } from './next-step.ts';

/** Deadlines of the short connection, ms. */
const CONNECT = 10_000;
const ASK = 8_000;
/** Silence after `/system/reboot` is a yes; so long a no is listened for, ms. */
const ANSWER = 8_000;
/** Commands under way at once; the controller allows one a router. */
const MOST = 256;

type Draft = Omit<ActionEntry, 'seq' | 'offsetMs' | 'at'>;

/** Where is written down what was begun; the outbox is it. Durable when `take` returns. */
export interface Journal {
  wasTaken(commandId: string): boolean;
  take(entry: Draft): void;
  add(entry: Draft): void;
}

export interface CommanderOptions {
  readonly journal: Journal;
  readonly target: (routerId: number) => RouterTarget | undefined;
  readonly tls: LinkOptions['tls'];
  /** Controller's clock, ms since the epoch: expiry is its word. */
  readonly controllerNow: () => number;
  /** A reboot was sent when the router had run for so long: its return is waited for. */
  readonly onSent: (routerId: number, uptimeSeconds: number) => void;
  readonly onError: (error: unknown) => void;
  readonly answerMs?: number;
}

/**
 * Carries commands out at most once. That one is begun is on disk before its first byte leaves; what was begun is never begun
 * again, whatever was killed in between, since nobody can say whether the byte left.
 */
export class Commander {
  readonly #options: CommanderOptions;
  readonly #underWay = new Set<string>();
  readonly #stop = new AbortController();

  constructor(options: CommanderOptions) {
    this.#options = options;
  }

  /** Commands as the controller offers them, again and again until it knows what became of them. */
  offer(commands: readonly Command[]): void {
    for (const command of commands) {
      if (this.#underWay.size >= MOST || this.#stop.signal.aborted) return;
      if (this.#underWay.has(command.id) || this.#options.journal.wasTaken(command.id)) continue;
      this.#underWay.add(command.id);
      this.#carryOut(command)
        .catch(this.#options.onError)
        .finally(() => this.#underWay.delete(command.id));
    }
  }

  close(): void {
    this.#stop.abort();
  }

  async #carryOut(command: Command): Promise<void> {
    const { journal, onSent, answerMs = ANSWER } = this.#options;
    const ready = await this.#connect(command);
    if (!ready) return;
    const { link, uptimeSeconds } = ready;
    try {
      if (this.#leftMs(command) <= 0) {
        journal.take(draft(command, 'expired', uptimeSeconds, null));
        return;
      }
      journal.take(draft(command, 'sent', uptimeSeconds, null));
      const answer =
        command.kind === 'disconnect'
          ? await disconnect(link, command.mac ?? '', answerMs)
          : await reboot(link, answerMs);
      // hung up by ourselves because the agent stops: nobody can say what the router would have said
      if (this.#stop.signal.aborted) return;
      const detail = answer.event === 'failed' ? answer.detail : answer.how;
      journal.add(draft(command, answer.event, uptimeSeconds, detail));
      if (answer.event === 'acknowledged' && command.kind === 'reboot')
        onSent(command.routerId, uptimeSeconds);
    } finally {
      link.close();
    }
  }

  /** A connection of its own with the account for actions, and the uptime just before. Undefined when it was given up. */
  async #connect(command: Command): Promise<{ link: RouterLink; uptimeSeconds: number } | undefined> {
    let tries = 0;
    let refusedLogins = 0;
    let detail: string | null = null;
    for (;;) {
      const next = nextStep({ tries, refusedLogins }, this.#leftMs(command));
      if (next.step === 'give-up') {
        this.#options.journal.take(draft(command, next.event, null, detail));
        return undefined;
      }
      await this.#pause(next.inMs);
      if (this.#stop.signal.aborted) return undefined;
      try {
        return await this.#try(command.routerId);
      } catch (error) {
        if (!(error instanceof RouterFault)) throw error;
        detail = `${error.kind}: ${error.message}`.slice(0, 300);
        tries++;
        if (error.kind === 'auth') refusedLogins++;
      }
    }
  }

  async #try(routerId: number): Promise<{ link: RouterLink; uptimeSeconds: number }> {
    const target = this.#options.target(routerId);
    // the assignment may be on its way, or the router has moved to another agent: expiry ends the wait
    if (!target) throw new RouterFault('no-route', 'connect', 'not among the routers of this agent');
    const account = target.action ?? target;
    const link = await RouterLink.open({
      host: target.host,
      port: target.port,
      username: account.username,
      password: account.password,
      tls: tlsOf(target, this.#options.tls),
      deadlineMs: CONNECT,
      signal: this.#stop.signal,
    });
    try {
      return { link, uptimeSeconds: await ask(link, uptime, ASK) };
    } catch (error) {
      link.close();
      throw error;
    }
  }

  #leftMs(command: Command): number {
    return Date.parse(command.expiresAt) - this.#options.controllerNow();
  }

  async #pause(ms: number): Promise<void> {
    // aborted: the caller looks at the signal itself
    await wait(ms, undefined, { signal: this.#stop.signal }).catch(() => {});
  }
}

const draft = (
  command: Command,
  event: ActionEntry['event'],
  uptimeSeconds: number | null,
  detail: string | null,
): Draft => ({
  kind: 'action',
  actionId: command.id,
  routerId: command.routerId,
  event,
  uptimeSeconds,
  detail,
});
