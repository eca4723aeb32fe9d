import type { Row } from '../api/sentence.ts';
import { duration } from '../ros-format.ts';
import type { Router } from '../router.ts';
import { chance, hash } from '../world/chance.ts';
import { residentOf } from '../world/residents.ts';
import type { Menus } from './menu.ts';

interface Station {
  readonly id: string;
  readonly mac: string;
  readonly ip: string;
  readonly seconds: number;
  readonly down: number;
  readonly up: number;
  readonly dbm: number;
}

function stations(router: Router, now: number): Station[] {
  const { state } = router;
  if (!state.accessPointRunning(now)) return [];
  return state.physics.present(now).map(({ stay, since }) => {
    const person = residentOf(state.seed, stay.resident);
    const bytes = state.physics.bytesOf(stay, since, now);
    return {
      id: `*${(stay.resident + 1).toString(16).toUpperCase()}`,
      mac: person.mac,
      ip: person.ip,
      seconds: (now - since) / 1_000 + 25,
      down: Math.floor(bytes.down),
      up: Math.floor(bytes.up),
      dbm: Math.round(
        -48 - (hash(stay.resident, 51) % 30) - chance(stay.resident, Math.floor(now / 5_000)) * 5,
      ),
    };
  });
}

/** `bytes` and `packets` are pairs: sent to the station, received from it. */
const pairs = ({ down, up }: Station): Row => ({
  bytes: `${down},${up}`,
  packets: `${Math.floor(down / 1_100)},${Math.floor(up / 160)}`,
});

const legacy = (router: Router, now: number): Row[] =>
  stations(router, now).map((station) => ({
    '.id': station.id,
    interface: 'wlan1',
    'radio-name': '',
    'mac-address': station.mac,
    ap: 'false',
    wds: 'false',
    bridge: 'false',
    'rx-rate': '65Mbps-20MHz/1S/SGI',
    'tx-rate': '72.2Mbps-20MHz/1S/SGI',
    ...pairs(station),
    uptime: duration(station.seconds),
    'last-activity': '20ms',
    'signal-strength': `${station.dbm}dBm@6Mbps`,
    'signal-to-noise': String(station.dbm + 105),
    'tx-ccq': String(60 + (hash(station.seconds | 0) % 40)),
    'rx-ccq': String(60 + (hash(station.seconds | 0, 2) % 40)),
    'p-throughput': '43210',
    'last-ip': station.ip,
    '802.1x-port-enabled': 'true',
  }));

const wifi = (router: Router, now: number): Row[] =>
  stations(router, now).map((station) => ({
    '.id': station.id,
    interface: 'wifi1',
    ssid: 'WiFi-Desa',
    'mac-address': station.mac,
    uptime: duration(station.seconds),
    'last-activity': '20ms',
    signal: String(station.dbm),
    'auth-type': 'open',
    band: '2ghz-ax',
    'tx-rate': '143400000',
    'rx-rate': '86000000',
    ...pairs(station),
    'tx-bits-per-second': String(Math.floor((station.down / station.seconds) * 8)),
    'rx-bits-per-second': String(Math.floor((station.up / station.seconds) * 8)),
    authorized: 'true',
  }));

const ports = (router: Router, type: string): Row[] =>
  router.state
    .table('/interface')
    .rows.filter((row) => row.type === type)
    .map((row) => ({
      '.id': row['.id']!,
      name: row.name!,
      'mac-address': row['mac-address']!,
      ssid: 'WiFi-Desa',
      disabled: row.disabled!,
    }));

export const WIRELESS: Menus = {
  '/interface/wireless': {
    exists: ({ wifi: driver }) => driver === 'wireless',
    rows: (router) =>
      ports(router, 'wlan').map((row) => ({
        ...row,
        mode: 'ap-bridge',
        band: '2ghz-b/g/n',
        frequency: '2437',
      })),
  },
  '/interface/wireless/registration-table': {
    exists: ({ wifi: driver }) => driver === 'wireless',
    rows: legacy,
  },
  '/interface/wifi': {
    exists: ({ wifi: driver }) => driver === 'wifi',
    rows: (router) => ports(router, 'wifi'),
  },
  '/interface/wifi/registration-table': { exists: ({ wifi: driver }) => driver === 'wifi', rows: wifi },
};
