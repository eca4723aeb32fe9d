import type { Cause } from '#contract/outages.ts';

/** Every cause, without the schemas of the contract: those are the controller's. */
export const causes = Object.keys({
  power: true,
  uplink: true,
  unpaid: true,
  device: true,
  site: true,
  commanded: true,
  maintenance: true,
  undetermined: true,
} satisfies Record<Cause, true>) as readonly Cause[];
