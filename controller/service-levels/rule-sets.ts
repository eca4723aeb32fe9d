import type { Cause } from '#contract/outages.ts';
import type { Reason } from '#contract/status.ts';

/** By what the provider's figure is judged. A set that was printed never changes: another one gets another name or version. */
export interface RuleSet {
  readonly name: string;
  readonly version: number;
  /** A failure that is shorter than this as a whole does not count, ms. */
  readonly shortFailureMs: number;
  /** Causes of `down` that count; others are shown, and stay on the up side. */
  readonly causes: ReadonlySet<Cause>;
  /** Reasons of `degraded` that count. */
  readonly reasons: ReadonlySet<Reason>;
  /** What it counts, in plain words, as it stands on papers (Indonesian, as they are). */
  readonly meaning: string;
}

/**
 * Rural public wifi, first version. The provider answers for its line: what is laid to the uplink, and what nobody could
 * lay to anything else. Power, the bill, the device, the site, our own commands, our RADIUS, licence and settings are not
 * its fault.
 */
const ruralFirst: RuleSet = {
  name: 'id-rural-1',
  version: 1,
  shortFailureMs: 300_000,
  causes: new Set<Cause>(['uplink', 'undetermined']),
  reasons: new Set<Reason>(['uplink-loss', 'slow', 'flapping']),
  meaning:
    'gangguan jalur internet selama 5 menit atau lebih, dan gangguan selama itu yang sebabnya belum dapat dipastikan. Listrik, tagihan, perangkat, lokasi, dan tindakan kami sendiri tidak dihitung, tetapi ditampilkan.',
};

export const ruleSets: ReadonlyMap<string, RuleSet> = new Map([[ruralFirst.name, ruralFirst]]);
export const DEFAULT_RULE_SET = ruralFirst;
