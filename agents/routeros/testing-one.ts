import { type FleetOptions, startFleet } from '../simulator/index.ts';
import type { LinkOptions } from './router-link.ts';

/** One simulated router, and how it is logged in to. */
export async function startOne(more: FleetOptions = {}) {
  const fleet = await startFleet({ past: false, links: false, ...more });
  const [router] = fleet.routers;
  const address: LinkOptions = {
    host: router!.address,
    port: router!.port,
    username: 'admin',
    password: 'simulator',
    tls: false,
    deadlineMs: 2_000,
    width: 8,
  };
  return { router: router!, address, [Symbol.asyncDispose]: () => fleet[Symbol.asyncDispose]() };
}
