import type { RouterTarget } from '#contract/agent-link.ts';
import type { InspectionEntry, RouterLogEntry } from '#contract/inspection.ts';
import { ask, type LinkOptions, RouterFault, RouterLink, tlsOf } from '../routeros/index.ts';
import { factsOf } from './facts-of.ts';
import { logLines } from './log-lines.ts';

/** Of a connection and login, ms. */
const CONNECT_MS = 10_000;
/** Of one command, ms, unless a test says otherwise. */
const COMMAND_MS = 8_000;
const WIDTH = 4;

export interface Visit {
  readonly inspection: Pick<InspectionEntry, 'outcome' | 'detail' | 'facts'>;
  /** Null = not asked for, or not answered. */
  readonly lines: RouterLogEntry['lines'] | null;
}

export interface VisitOptions {
  readonly tls: LinkOptions['tls'];
  readonly withLog: boolean;
  readonly signal: AbortSignal;
  readonly commandMs?: number;
  /** As a look's: what a failure to talk is called. */
  readonly outcomeOf: (fault: RouterFault) => InspectionEntry['outcome'];
}

/** Asks a router everything, over connections of its own: looks go on beside it. Never rejects with a RouterFault. */
export async function visit(target: RouterTarget, options: VisitOptions): Promise<Visit> {
  const ms = options.commandMs ?? COMMAND_MS;
  let link: RouterLink | null = null;
  try {
    link = await open(target, target, options);
    const accounts = { monitor: target.username, action: target.action?.username ?? null };
    const [facts, loggedIn] = await Promise.all([
      factsOf(link, accounts, { width: WIDTH, ms }),
      mayLogIn(target.action, target, options),
    ]);
    const lines = options.withLog ? await linesOf(link, ms) : null;
    const action = facts.action && { ...facts.action, loggedIn };
    return { inspection: { outcome: 'answered', detail: null, facts: { ...facts, action } }, lines };
  } catch (error) {
    if (!(error instanceof RouterFault)) throw error;
    const detail = `${error.kind}: ${error.message}`.slice(0, 300);
    return { inspection: { outcome: options.outcomeOf(error), detail, facts: null }, lines: null };
  } finally {
    link?.close();
  }
}

const open = (
  target: RouterTarget,
  { username, password }: { username: string; password: string },
  { tls, signal }: VisitOptions,
) =>
  RouterLink.open({
    host: target.host,
    port: target.port,
    username,
    password,
    tls: tlsOf(target, tls),
    deadlineMs: CONNECT_MS,
    width: WIDTH,
    signal,
  });

/** Does the account for actions log in? Null = none is registered, or something else hinders it. */
async function mayLogIn(
  account: RouterTarget['action'],
  target: RouterTarget,
  options: VisitOptions,
): Promise<boolean | null> {
  if (account === null) return null;
  try {
    (await open(target, account, options)).close();
    return true;
  } catch (error) {
    if (!(error instanceof RouterFault)) throw error;
    return error.kind === 'auth' ? false : null;
  }
}

/** Null when it is not told: an inspection is one all the same. */
async function linesOf(link: RouterLink, ms: number): Promise<Visit['lines']> {
  try {
    return await ask(link, logLines, ms);
  } catch (error) {
    if (error instanceof RouterFault) return null;
    throw error;
  }
}
