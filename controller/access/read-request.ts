import { createHash } from 'node:crypto';
import { macOf } from './mac.ts';
import { Attr, addressOnce, count, numberOnce, octets, once, textOnce } from './radius/attributes.ts';
import type { Packet } from './radius/packet.ts';
import { chapMatches, userPassword } from './radius/password.ts';

/** A proved Access-Request of a hotspot, read. */
export interface AccessRequest {
  readonly mac: string;
  readonly acctSessionId: string | null;
  /** Name of the hotspot server at the router. */
  readonly hotspotServer: string | null;
  readonly by: { kind: 'ticket'; password: Buffer } | { kind: 'mac' } | { kind: 'chap' };
}

/** Once each, or the request is not believed: a phone could have added the second. */
const ONCE = [Attr.nasIdentifier, Attr.callingStationId, Attr.calledStationId, Attr.userName] as const;

/**
 * Null: not a request that a router of ours makes (an attribute twice, no MAC address, a user name that is not the
 * phone's MAC address, no password).
 */
export function readAccess(packet: Packet, secret: Uint8Array): AccessRequest | null {
  if (ONCE.some((type) => count(packet, type) > 1)) return null;
  const mac = macOf(textOnce(packet, Attr.callingStationId) ?? '');
  const userName = textOnce(packet, Attr.userName) ?? '';
  if (mac === null || macOf(userName) !== mac) return null;
  const by = credentialOf(packet, secret, userName);
  if (!by) return null;
  return {
    mac,
    // PostgreSQL keeps no zero bytes, and no router sends any.
    acctSessionId: textOnce(packet, Attr.acctSessionId)?.replaceAll('\0', '') ?? null,
    hotspotServer: textOnce(packet, Attr.calledStationId)?.replaceAll('\0', '') ?? null,
    by,
  };
}

/** With MAC login the password is empty or the MAC address (`mac-auth-mode`), by PAP or by CHAP. */
function credentialOf(packet: Packet, secret: Uint8Array, userName: string): AccessRequest['by'] | null {
  if (count(packet, Attr.chapPassword) > 0) {
    if (count(packet, Attr.userPassword) > 0) return null;
    const isMac = ['', userName].some((password) => chapMatches(packet, Buffer.from(password)));
    return { kind: isMac ? 'mac' : 'chap' };
  }
  if (count(packet, Attr.userPassword) === 0) return { kind: 'mac' };
  const password = userPassword(packet, secret);
  if (!password) return null;
  const isMac = password.length === 0 || macOf(password.toString('latin1')) === macOf(userName);
  return isMac ? { kind: 'mac' } : { kind: 'ticket', password };
}

export type AccountingStatus = 'start' | 'interim' | 'stop' | 'on' | 'off';
/** Acct-Status-Type (RFC 2866 §5.1). */
const STATUS: Readonly<Record<number, AccountingStatus>> = {
  1: 'start',
  2: 'stop',
  3: 'interim',
  7: 'on',
  8: 'off',
};

/** Acct-Terminate-Cause (RFC 2866 §5.10). */
const CAUSE = [
  'User-Request',
  'Lost-Carrier',
  'Lost-Service',
  'Idle-Timeout',
  'Session-Timeout',
  'Admin-Reset',
  'Admin-Reboot',
  'Port-Error',
  'NAS-Error',
  'NAS-Request',
  'NAS-Reboot',
  'Port-Unneeded',
  'Port-Preempted',
  'Port-Suspended',
  'Service-Unavailable',
  'Callback',
  'User-Error',
  'Host-Request',
];

/** A router's record of one session at one time. */
export interface SessionRecord {
  readonly status: 'start' | 'interim' | 'stop';
  readonly acctSessionId: string;
  readonly class: Buffer | null;
  readonly userName: string;
  readonly mac: string;
  readonly nasPort: number | null;
  readonly framedIpAddress: string | null;
  /** When the router saw it: arrival minus Acct-Delay-Time. Its own clock is evidence of nothing. */
  readonly at: Date;
  readonly sessionSeconds: number;
  /** The router's view: received from the resident (upload), sent to the resident. */
  readonly inputOctets: bigint;
  readonly outputOctets: bigint;
  /** Of a stop. */
  readonly terminateCause: string | null;
}

/** The router (re)started its hotspot, or is about to stop it. */
export interface RouterRecord {
  readonly status: 'on' | 'off';
  readonly at: Date;
}

/** A router that kept a record for longer than a day is not believed about the time, s. */
const MOST_DELAY_SECONDS = 86_400;
/** What the database can hold: signed 64 bits. */
const MOST_OCTETS = 2n ** 63n - 1n;

/** Null: no record that can be kept. It is answered all the same, since the router would send it for ever. */
export function readAccounting(packet: Packet, arrived: Date): SessionRecord | RouterRecord | null {
  const status = STATUS[numberOnce(packet, Attr.acctStatusType) ?? 0];
  if (!status) return null;
  const delay = Math.min(numberOnce(packet, Attr.acctDelayTime) ?? 0, MOST_DELAY_SECONDS);
  const at = new Date(arrived.getTime() - delay * 1_000);
  if (status === 'on' || status === 'off') return { status, at };
  const acctSessionId = textOnce(packet, Attr.acctSessionId);
  const mac = macOf(textOnce(packet, Attr.callingStationId) ?? '');
  const userName = textOnce(packet, Attr.userName);
  if (!acctSessionId || acctSessionId.length > 64 || !mac || !userName) return null;
  const cause = numberOnce(packet, Attr.acctTerminateCause);
  const input = octets(packet, Attr.acctInputOctets, Attr.acctInputGigawords);
  const output = octets(packet, Attr.acctOutputOctets, Attr.acctOutputGigawords);
  return {
    status,
    acctSessionId: acctSessionId.replaceAll('\0', ''),
    class: once(packet, Attr.class),
    userName: userName.replaceAll('\0', ''),
    mac,
    nasPort: numberOnce(packet, Attr.nasPort),
    framedIpAddress: addressOnce(packet, Attr.framedIpAddress),
    at,
    sessionSeconds: numberOnce(packet, Attr.acctSessionTime) ?? 0,
    inputOctets: input > MOST_OCTETS ? MOST_OCTETS : input,
    outputOctets: output > MOST_OCTETS ? MOST_OCTETS : output,
    terminateCause: status === 'stop' ? (CAUSE[(cause ?? 0) - 1] ?? 'Unknown') : null,
  };
}

/**
 * What makes a session one: our Class where it came back, else what the router says of itself. The router belongs to it
 * either way, since two routers may use the same Acct-Session-Id.
 */
export function acctUniqueId(routerId: number, record: SessionRecord, classId: string | null): string {
  const parts =
    classId === null
      ? [routerId, record.userName, record.acctSessionId, record.nasPort]
      : [routerId, classId, record.acctSessionId];
  return createHash('md5').update(JSON.stringify(parts)).digest('hex');
}
