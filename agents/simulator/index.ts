/**
 * A fleet of MikroTik routers that are none: RouterOS API over TCP, hotspot pages, RADIUS client, residents and every fault a
 * village knows. It imports nothing of the product; its truth is MikroTik's manual and what is known of real routers.
 *
 * ```ts
 * await using fleet = await startFleet({ routers: 2, version: '7.20', rebootSeconds: 0.5 });
 * const [router] = fleet.routers;
 * router.fault('uplink-cut', { seconds: 3 });
 * await router.next('back');
 * ```
 */
export type { PasteOptions, PasteResult } from './console/terminal.ts';
export type { DeviceMode } from './device-mode.ts';
export { FAULTS, type FaultDetails, type FaultKind } from './fault-kinds.ts';
export { startFleet } from './fleet.ts';
export type {
  Fleet,
  FleetOptions,
  FleetUser,
  LinkName,
  PhoneOptions,
  Policy,
  RebootManner,
  RouterEvents,
  RouterNow,
  RouterSettings,
  SimLink,
  SimPhone,
  SimRouter,
} from './handle.ts';
