import type { Reading } from '#contract/looks.ts';
import type { Reason } from '#contract/status.ts';

/** What one reading shows to be wrong for residents, the worst first; null when they are served. */
export function faultOf({ deviceMode, hotspot, accessPoints }: Reading): Reason | null {
  if (deviceMode?.hotspotAllowed === false) return 'device-mode';
  if (hotspot.servers.some((server) => server.invalid && !server.disabled)) return 'hotspot-invalid';
  if (hotspot.servers.length > 0 && hotspot.servers.every((server) => server.disabled))
    return 'hotspot-disabled';
  if (hotspot.licenceUsers != null && hotspot.users >= hotspot.licenceUsers) return 'licence-full';
  if (accessPoints.some((port) => !port.running)) return 'access-point';
  return null;
}
