import type { RouterTarget } from '#contract/agent-link.ts';
import type { SimRouter } from '../simulator/index.ts';

/** A simulated router as an assignment names it, with the account that every simulated router has. */
export const targetOf = (router: SimRouter, more: Partial<RouterTarget> = {}): RouterTarget => ({
  id: router.index,
  name: router.name,
  host: router.address,
  port: router.port,
  tls: false,
  username: 'admin',
  password: 'simulator',
  action: null,
  uplink: 'lte',
  via: 'direct',
  intervalMs: 30_000,
  deadlineMs: 2_000,
  ...more,
});
