import type { Cause, Sign } from '#contract/outages.ts';
import type { Reason, State } from '#contract/status.ts';

/** A router as far as a report tells of it; times in ms. */
export interface ReportRouter {
  readonly id: number;
  readonly name: string;
  readonly uplink: string;
  readonly provider: string | null;
  readonly village: { readonly code: string; readonly name: string; readonly kecamatan: string };
  readonly inServiceSince: number;
  readonly removedAt: number | null;
}

export interface ReportSpan {
  readonly state: State;
  readonly reason: Reason | null;
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
}

export interface ReportFailure {
  readonly lastGoodAt: number | null;
  readonly firstFailedAt: number;
  readonly lastFailedAt: number;
  readonly firstGoodAt: number | null;
  readonly endedAt: number | null;
  /** The one that counts, and what the evidence says. */
  readonly cause: Cause;
  readonly judgedCause: Cause;
  readonly ruling: { readonly reason: string; readonly by: string } | null;
  readonly signs: readonly Sign[];
  readonly done: readonly string[];
}

/** Everything of one router that touches the period. */
export interface RouterHistory {
  readonly router: ReportRouter;
  /** By time; what none of them holds was not observed. */
  readonly spans: readonly ReportSpan[];
  readonly failures: readonly ReportFailure[];
}
