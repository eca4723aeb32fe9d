import type { SimRouter } from '../../agents/simulator/index.ts';
import type { ScriptPlan } from './plan.ts';

/** All that a script touches, and what stands beside it. */
const MENUS = [
  '/system/identity',
  '/system/ntp/client',
  '/system/logging',
  '/system/logging/action',
  '/interface',
  '/interface/bridge',
  '/interface/list',
  '/interface/list/member',
  '/interface/wireguard',
  '/interface/wireguard/peers',
  '/interface/sstp-client',
  '/ip/address',
  '/ip/pool',
  '/ip/dhcp-server',
  '/ip/dhcp-server/network',
  '/ip/dns',
  '/ip/service',
  '/ip/firewall/filter',
  '/ip/firewall/nat',
  '/ip/hotspot',
  '/ip/hotspot/profile',
  '/ip/hotspot/user/profile',
  '/ip/hotspot/walled-garden/ip',
  '/ipv6/nd',
  '/radius',
  '/user',
  '/user/group',
  '/file',
  '/tool/netwatch',
  '/tool/bandwidth-server',
  '/tool/mac-server',
  '/tool/mac-server/mac-winbox',
  '/tool/mac-server/ping',
  '/certificate',
] as const;

/** What changes by itself, and numbers of rows. */
const ALIVE =
  /^(\.id|written|.*-time|last-.*|since|uptime|.*-(byte|packet|drop|error)s?|status|done-tests|failed-tests|requests|accepts|rejects|resends|timeouts|bad-replies|pending|loss-percent|rtt-.*|last-request-rtt|cache-used)$/;

/** The settings of a router, for comparing. */
export function settingsOf(router: SimRouter): Record<string, unknown[]> {
  return Object.fromEntries(
    MENUS.map((menu) => {
      let rows: readonly Readonly<Record<string, string>>[];
      try {
        rows = router.rows(menu);
      } catch {
        return [menu, []];
      }
      return [
        menu,
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !ALIVE.test(name)))),
      ];
    }),
  );
}

/** Of a router in the simulator; in its tunnel the hub is this machine. */
export function testPlan(router: SimRouter, over: Partial<ScriptPlan> = {}): ScriptPlan {
  const form = router.version.startsWith('6.') ? 6 : 7;
  const address = router.tunnelAddress;
  const hub = '127.0.0.1';
  return {
    form,
    router: 'sukamaju',
    village: 'Sukamaju',
    serial: router.serial,
    minimum: ['7.24.3', '7.23.6', '6.49.21'],
    nasIdentifier: 'sd-abcdefghjk',
    tunnel:
      form === 7
        ? {
            kind: 'wireguard',
            privateKey: `${'A'.repeat(43)}=`,
            hubPublicKey: `${'B'.repeat(43)}=`,
            endpoint: { host: 'hub.example.go.id', port: 13_231 },
            address,
            hub,
          }
        : {
            kind: 'sstp',
            user: 'sd-abcdefghjk',
            password: 'terowongan-1',
            endpoint: { host: 'hub.example.go.id', port: 443 },
            address,
            hub,
          },
    controller: hub,
    api: { tls: false, port: router.port },
    monitor: { username: 'sd-monitor', password: 'pantau "$1"? \\' },
    action: { username: 'sd-tech', password: 'tindakan-1' },
    radius: { authPort: 1812, acctPort: 1813, secret: 'r'.repeat(43), sourceAddress: address },
    portal: { origin: 'https://wifi.example.go.id', key: 'kkkkkkkkkkkkkkkkkkkk' },
    ntpServers: ['0.id.pool.ntp.org', '1.id.pool.ntp.org'],
    ...over,
  };
}
