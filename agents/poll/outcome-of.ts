import type { Outcome } from '#contract/looks.ts';
import type { FaultKind, FaultPhase } from '../routeros/index.ts';

/**
 * What a fault says of the router. One that logged in within this look and then fell silent lives: it answered, and cannot be
 * read. One that was connected to and never said a word may be a carrier's gateway that accepts in its name: silence.
 */
const OUTCOMES: Readonly<Record<FaultKind, Readonly<Record<FaultPhase, Outcome>>>> = {
  'no-route': { connect: 'not-looked', login: 'not-looked', command: 'not-looked' },
  unreachable: { connect: 'unreachable', login: 'unreachable', command: 'unreachable' },
  timeout: { connect: 'timeout', login: 'timeout', command: 'protocol-error' },
  refused: { connect: 'refused', login: 'refused', command: 'refused' },
  closed: { connect: 'refused', login: 'refused', command: 'protocol-error' },
  auth: { connect: 'auth-failed', login: 'auth-failed', command: 'auth-failed' },
  tls: { connect: 'protocol-error', login: 'protocol-error', command: 'protocol-error' },
  fatal: { connect: 'protocol-error', login: 'protocol-error', command: 'protocol-error' },
  unreadable: { connect: 'protocol-error', login: 'protocol-error', command: 'protocol-error' },
  trap: { connect: 'protocol-error', login: 'protocol-error', command: 'protocol-error' },
};

export const outcomeOf = (kind: FaultKind, phase: FaultPhase): Outcome => OUTCOMES[kind][phase];
