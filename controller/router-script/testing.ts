import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fleet, type SimRouter, startFleet } from '../../agents/simulator/index.ts';
import { hoursFile } from '../local-pages/hours-file.ts';
import { localPages } from '../local-pages/pages.ts';
import { routerPages } from '../portal/router-pages.ts';
import type { ScriptPlan } from './plan.ts';
import { scriptOf } from './script-of.ts';
import { undoOf } from './undo-of.ts';

const KEY = 'kkkkkkkkkkkkkkkkkkkk';

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
  '/system/script',
  '/system/scheduler',
  '/tool/netwatch',
  '/tool/bandwidth-server',
  '/tool/mac-server',
  '/tool/mac-server/mac-winbox',
  '/tool/mac-server/ping',
  '/certificate',
] as const;

/** What changes by itself, and numbers of rows. */
const ALIVE =
  /^(\.id|written|.*-time|last-.*|since|uptime|.*-(byte|packet|drop|error)s?|status|done-tests|failed-tests|requests|accepts|rejects|resends|timeouts|bad-replies|pending|loss-percent|rtt-.*|last-request-rtt|cache-used|run-count|last-started)$/;

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
        rows.map((row) => {
          const kept = Object.entries(row).filter(([name]) => !ALIVE.test(name));
          // Which was set first is no setting.
          return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)));
        }),
      ];
    }),
  );
}

/** Of a router in the simulator; in its tunnel the hub is this machine. */
export function testPlan(router: SimRouter, portal: string, over: Partial<ScriptPlan> = {}): ScriptPlan {
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
    portal: { origin: portal, key: KEY },
    ntpServers: ['0.id.pool.ntp.org', '1.id.pool.ntp.org'],
    ...over,
  };
}

export interface Bench extends AsyncDisposable {
  readonly router: SimRouter;
  /** Origin of a portal that has its pages. */
  readonly portal: string;
  /** The portal falls silent, and is back at the same port. */
  readonly silence: () => Promise<void>;
  readonly speak: () => Promise<void>;
  /** Its script, with these changes of the plan. */
  script(over?: Partial<ScriptPlan>): string;
  undo(over?: Partial<ScriptPlan>): string;
  /** All that the terminal shows of a paste. */
  paste(text: string): Promise<string>;
}

/** A bridge, and nothing on it. */
const BARE = `/ip hotspot remove [find]
/ip dhcp-server remove [find]
/ip pool remove [find]
/ip address remove [find interface="bridge-hotspot"]
/ip hotspot profile remove [find name!="default"]
`;

export interface FactoryOptions {
  /** Without a hotspot. */
  readonly bare?: boolean;
  /** What the portal says of opening hours. */
  readonly hours?: string;
  /** How often the router's netwatch looks. */
  readonly netwatchSeconds?: number;
}

/** A router with name and services as they come out of the box, and a portal that has its pages. */
export async function factoryRouter(
  version: string,
  { bare = false, hours = hoursFile(null), netwatchSeconds }: FactoryOptions = {},
): Promise<Bench> {
  const fleet: Fleet = await startFleet({
    routers: 1,
    version,
    host: 'own',
    past: false,
    residents: 0,
    links: false,
    ...(netwatchSeconds === undefined ? {} : { netwatchSeconds }),
  });
  const router = fleet.routers[0]!;
  router.set({ name: 'MikroTik' });
  router.change('/ip/service', { disabled: 'false' }, (row) => row.name !== 'www-ssl');
  router.change('/ip/service', { certificate: 'none', port: '8729' }, (row) => row.name === 'api-ssl');
  if (bare && !(await router.paste(BARE)).ok) throw new Error('the router cannot be stripped');
  const server = createServer(({ url = '', headers }, answer) => {
    const pages: Record<string, string> = {
      ...routerPages({ portalOrigin: `http://${headers.host}`, portalKey: KEY }),
      ...localPages({ village: 'Sukamaju', contact: null, news: [], asOf: null }),
      'jam.txt': hours,
    };
    const page = pages[url.replace(`/p/${KEY}/halaman/`, '')];
    answer.writeHead(page === undefined ? 404 : 200).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const portal = `http://127.0.0.1:${port}`;
  return {
    router,
    portal,
    silence: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
    speak: () => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve)),
    script: (over) => scriptOf(testPlan(router, portal, over)),
    undo: (over) => undoOf(testPlan(router, portal, over)),
    paste: async (text) => (await router.paste(text)).output,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await fleet[Symbol.asyncDispose]();
    },
  };
}
