import type { Row } from '../api/sentence.ts';
import { duration } from '../ros-format.ts';
import type { Router } from '../router.ts';
import { ACCESS_POINT } from '../world/board.ts';
import { hash } from '../world/chance.ts';
import type { Presence } from '../world/physics.ts';
import { residentOf } from '../world/residents.ts';

/** Ids of residents' sessions lie above those of played ones. */
export const idOf = (presence: Presence): string =>
  `*${(0x8000_0000 + (hash(presence.stay.resident, presence.since) & 0x7fff_ffff)).toString(16).toUpperCase()}`;

/** A resident as a row of `/ip/hotspot/active`: bytes-in is what came from him, bytes-out what went to him. */
function residentRow(router: Router, presence: Presence, now: number): Row {
  const { stay, since } = presence;
  const person = residentOf(router.state.seed, stay.resident);
  const bytes = router.state.physics.bytesOf(stay, since, now);
  return {
    '.id': idOf(presence),
    server: 'hotspot1',
    user: person.user,
    address: person.ip,
    'mac-address': person.mac,
    'login-by': 'http-pap',
    uptime: duration((now - since) / 1_000),
    'idle-time': `${hash(stay.resident, Math.floor(now / 7_000)) % 9}s`,
    'keepalive-timeout': '2m',
    'bytes-in': String(Math.floor(bytes.up)),
    'bytes-out': String(Math.floor(bytes.down)),
    'packets-in': String(Math.floor(bytes.up / 160)),
    'packets-out': String(Math.floor(bytes.down / 1_100)),
    radius: 'false',
    blocked: 'false',
  };
}

export const residentRows = (router: Router, now: number): Row[] =>
  router.state.physics.present(now).map((presence) => residentRow(router, presence, now));

export function hostRows(router: Router, now: number): Row[] {
  return router.state.physics.present(now).map((presence) => {
    const person = residentOf(router.state.seed, presence.stay.resident);
    const row = residentRow(router, presence, now);
    return {
      '.id': `*${(Number.parseInt(row['.id']!.slice(1), 16) % 0x800_0000).toString(16).toUpperCase()}`,
      'mac-address': person.mac,
      address: person.ip,
      'to-address': person.ip,
      server: 'hotspot1',
      'bridge-port': ACCESS_POINT,
      uptime: duration((now - presence.since) / 1_000 + 20),
      'idle-time': row['idle-time']!,
      'found-by': 'DHCP',
      DHCP: 'true',
      authorized: 'true',
      bypassed: 'false',
      static: 'false',
      dynamic: 'true',
      'bytes-in': row['bytes-in']!,
      'bytes-out': row['bytes-out']!,
      'packets-in': row['packets-in']!,
      'packets-out': row['packets-out']!,
    };
  });
}

/** Leases last an hour: also those who left a while ago have one. */
export function leaseRows(router: Router, now: number): Row[] {
  const { state } = router;
  const people = new Map<number, boolean>();
  for (const stay of state.physics.stays(now - 3_600_000, now)) people.set(stay.resident, false);
  for (const presence of state.physics.present(now)) people.set(presence.stay.resident, true);
  return [...people].map(([resident, online]) => {
    const person = residentOf(state.seed, resident);
    const age = hash(state.seed, resident, 41) % (online ? 1_800 : 3_000);
    return {
      '.id': `*${(resident + 1).toString(16).toUpperCase()}`,
      address: person.ip,
      'mac-address': person.mac,
      'client-id': `1:${person.mac.toLowerCase()}`,
      server: 'dhcp1',
      status: 'bound',
      'expires-after': duration(3_600 - age),
      'last-seen': duration(age),
      'active-address': person.ip,
      'active-mac-address': person.mac,
      'active-server': 'dhcp1',
      ...(person.hostName ? { 'host-name': person.hostName } : {}),
      radius: 'false',
      dynamic: 'true',
      blocked: 'false',
      disabled: 'false',
    };
  });
}

export function phoneHostRows(router: Router, now: number): Row[] {
  return [...router.hotspot.phones]
    .filter(({ joined }) => joined)
    .map((phone) => ({
      '.id': phone.id,
      'mac-address': phone.mac,
      address: phone.ip,
      'to-address': phone.ip,
      server: 'hotspot1',
      'bridge-port': ACCESS_POINT,
      uptime: duration((now - phone.since) / 1_000),
      'idle-time': duration((now - phone.lastActive) / 1_000),
      'found-by': 'DHCP',
      DHCP: 'true',
      authorized: String(phone.session !== undefined),
      bypassed: 'false',
      static: 'false',
      dynamic: 'true',
      'bytes-in': String(Math.floor(phone.session?.up ?? 0)),
      'bytes-out': String(Math.floor(phone.session?.down ?? 0)),
    }));
}

export function phoneLeaseRows(router: Router, now: number): Row[] {
  return [...router.hotspot.phones].map((phone) => ({
    '.id': `*${(0x1000 + Number.parseInt(phone.id.slice(1), 16)).toString(16).toUpperCase()}`,
    address: phone.ip,
    'mac-address': phone.mac,
    'client-id': `1:${phone.mac.toLowerCase()}`,
    server: 'dhcp1',
    status: 'bound',
    'expires-after': '45m',
    'last-seen': duration((now - phone.lastActive) / 1_000),
    'active-address': phone.ip,
    'active-mac-address': phone.mac,
    'active-server': 'dhcp1',
    ...(phone.hostName ? { 'host-name': phone.hostName } : {}),
    radius: 'false',
    dynamic: 'true',
    blocked: 'false',
    disabled: 'false',
  }));
}
