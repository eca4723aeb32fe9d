import type { RouterTarget } from '#contract/agent-link.ts';
import type { InspectionEntry, RouterLogEntry } from '#contract/inspection.ts';
import { ask, type LinkOptions, RouterFault, RouterLink, tlsOf } from '../routeros/index.ts';
import { type Accounts, factsOf } from './facts-of.ts';
import { logLines } from './log-lines.ts';

/** Of a connection and login, of one command, ms. */
const CONNECT_MS = 10_000;
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
  /** As a look's: what a failure to talk is called. */
  readonly outcomeOf: (fault: RouterFault) => InspectionEntry['outcome'];
}

/** Asks a router everything, over connections of its own: looks go on beside it. Never rejects with a RouterFault. */
export async function visit(target: RouterTarget, options: VisitOptions): Promise<Visit> {
  let link: RouterLink | null = null;
  try {
    link = await open(target, target, options);
    const action = await actionAccount(target, options);
    const facts = await factsOf(link, { monitor: target.username, action }, COMMAND_MS);
    const lines = options.withLog ? await linesOf(link) : null;
    return { inspection: { outcome: 'answered', detail: null, facts }, lines };
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

/** Only whether it may log in; what else hinders it is not known. */
async function actionAccount(target: RouterTarget, options: VisitOptions): Promise<Accounts['action']> {
  if (target.action === null) return null;
  const { username } = target.action;
  try {
    (await open(target, target.action, options)).close();
    return { username, loggedIn: true };
  } catch (error) {
    if (!(error instanceof RouterFault)) throw error;
    return { username, loggedIn: error.kind === 'auth' ? false : null };
  }
}

async function linesOf(link: RouterLink): Promise<Visit['lines']> {
  try {
    return await ask(link, logLines, COMMAND_MS);
  } catch (error) {
    if (error instanceof RouterFault && (error.kind === 'trap' || error.kind === 'unreadable')) return null;
    throw error;
  }
}
