/**
 * What went wrong between us and a router. Says nothing about whether the village is down: `agents/poll` judges.
 * - `no-route`: our own side has no way or no address for it; nothing was sent.
 * - `unreachable`: somebody on the way says that it cannot be reached.
 * - `refused`: RST to our SYN. `closed`: FIN or RST later.
 * - `timeout`: nothing was heard until the deadline.
 * - `auth`: the login was answered with a trap. `trap`: a command was.
 * - `fatal`: the router said so and hung up. `tls`: no agreement on encryption or certificate.
 * - `unreadable`: what came is no RouterOS API, or exceeds our bounds, or lacks what it must hold.
 */
export type FaultKind =
  | 'no-route'
  | 'unreachable'
  | 'refused'
  | 'timeout'
  | 'auth'
  | 'trap'
  | 'fatal'
  | 'closed'
  | 'tls'
  | 'unreadable';

/** How far the connection had come. */
export type FaultPhase = 'connect' | 'login' | 'command';

export class RouterFault extends Error {
  override readonly name = 'RouterFault';
  readonly code = 'router-fault';
  readonly kind: FaultKind;
  readonly phase: FaultPhase;
  /** Of a trap: 0 missing item or command, 1 argument, 2 interrupted, 4 general, … (manual, page API); null when not sent. */
  readonly category: number | null;
  /** False when it is certain that no byte of the command left. */
  readonly left: boolean;

  /** `detail` is for log and technician and never holds a secret. */
  constructor(
    kind: FaultKind,
    phase: FaultPhase,
    detail: string,
    more: { category?: number | null; left?: boolean; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause });
    this.kind = kind;
    this.phase = phase;
    this.category = more.category ?? null;
    this.left = more.left ?? true;
  }

  /** A trap for a menu or command that this version does not have. */
  get isNoSuchCommand(): boolean {
    return this.kind === 'trap' && this.message.startsWith('no such command');
  }
}
