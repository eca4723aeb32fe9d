import pLimit from 'p-limit';
import type { RouterTarget } from '#contract/agent-link.ts';
import type { InspectionEntry, InspectionRequest, RouterLogEntry } from '#contract/inspection.ts';
import type { LinkOptions } from '../routeros/index.ts';
import { type Visit, type VisitOptions, visit } from './visit.ts';

/** Routers inspected at once, over the whole fleet. */
const AT_ONCE = 4;
/** Requests that are remembered, so that one that is offered again is not carried out again. */
const REMEMBERED = 1_000;

export type InspectionDraft =
  | Omit<InspectionEntry, 'seq' | 'at' | 'offsetMs'>
  | Omit<RouterLogEntry, 'seq' | 'at' | 'offsetMs'>;

export interface InspectorOptions extends Pick<VisitOptions, 'outcomeOf'> {
  readonly target: (routerId: number) => RouterTarget | undefined;
  readonly tls: LinkOptions['tls'];
  /** Each router is inspected so often without a reason, give or take a tenth; 0 = only when somebody asks. */
  readonly everyHours: number;
  readonly record: (draft: InspectionDraft, urgent: boolean) => void;
  /** The router let us in: whatever held looks back is over. */
  readonly onAnswered: (routerId: number) => void;
  /** Failures of our own, never those of a router. */
  readonly onError: (error: unknown) => void;
}

/** Inspects routers when somebody waits for it, when they are seen first or started anew, and every few hours. */
export class Inspector {
  readonly #options: InspectorOptions;
  readonly #slots = pLimit(AT_ONCE);
  readonly #stop = new AbortController();
  readonly #taken = new Set<string>();
  /** When it is due without a reason, ms of `performance.now()`. */
  readonly #due = new Map<number, number>();
  /** Routers that are waited for or visited by themselves. */
  readonly #underWay = new Set<number>();

  constructor(options: InspectorOptions) {
    this.#options = options;
  }

  /** Inspections that somebody waits for; offered again until they are there. */
  offer(requests: readonly InspectionRequest[]): void {
    for (const { requestId, routerId } of requests) {
      if (this.#taken.has(requestId) || this.#stop.signal.aborted) continue;
      this.#taken.add(requestId);
      if (this.#taken.size > REMEMBERED) this.#taken.delete([...this.#taken][0]!);
      // not behind those that nobody waits for
      this.#carryOut(routerId, requestId, false).catch(this.#options.onError);
    }
  }

  /** A router answered a look. `returned`: after looks that failed, or with a smaller uptime. */
  answered(routerId: number, returned: boolean): void {
    const { everyHours } = this.#options;
    if (everyHours === 0) return;
    const due = this.#due.get(routerId);
    const now = performance.now();
    if (!returned && due !== undefined && now < due) return;
    if (this.#underWay.has(routerId) || this.#stop.signal.aborted) return;
    this.#due.set(routerId, now + everyHours * 3_600_000 * (0.9 + 0.2 * Math.random()));
    this.#underWay.add(routerId);
    this.#slots(() => this.#carryOut(routerId, null, true))
      .catch(this.#options.onError)
      .finally(() => this.#underWay.delete(routerId));
  }

  close(): void {
    this.#stop.abort();
    this.#slots.clearQueue();
  }

  async #carryOut(routerId: number, requestId: string | null, withLog: boolean): Promise<void> {
    const { target: targetOf, tls, outcomeOf, record, onAnswered } = this.#options;
    const target = targetOf(routerId);
    // moved to another agent meanwhile: that one is asked
    if (!target) return;
    const { signal } = this.#stop;
    const seen: Visit = await visit(target, { tls, withLog, signal, outcomeOf });
    if (signal.aborted) return;
    record({ kind: 'inspection', routerId, requestId, ...seen.inspection }, requestId !== null);
    if (seen.lines !== null && seen.lines.length > 0)
      record({ kind: 'router-log', routerId, lines: seen.lines }, false);
    if (seen.inspection.outcome === 'answered') onAnswered(routerId);
  }
}
