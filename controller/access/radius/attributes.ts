import type { Outgoing, Packet } from './packet.ts';

/** Attribute numbers (RFC 2865 §5, RFC 2866 §5, RFC 2869 §5). */
export const Attr = {
  userName: 1,
  userPassword: 2,
  chapPassword: 3,
  nasIpAddress: 4,
  nasPort: 5,
  framedIpAddress: 8,
  replyMessage: 18,
  class: 25,
  vendorSpecific: 26,
  sessionTimeout: 27,
  idleTimeout: 28,
  calledStationId: 30,
  callingStationId: 31,
  nasIdentifier: 32,
  proxyState: 33,
  acctStatusType: 40,
  acctDelayTime: 41,
  acctInputOctets: 42,
  acctOutputOctets: 43,
  acctSessionId: 44,
  acctSessionTime: 46,
  acctTerminateCause: 49,
  acctInputGigawords: 52,
  acctOutputGigawords: 53,
  chapChallenge: 60,
  portLimit: 62,
  messageAuthenticator: 80,
  acctInterimInterval: 85,
} as const;

export function count(packet: Packet, type: number): number {
  let found = 0;
  for (const attribute of packet.attributes) if (attribute.type === type) found += 1;
  return found;
}

/**
 * The value of an attribute that occurs exactly once; null when it is missing or repeated. A phone can add attributes
 * to a hotspot's request by form fields (`radius31`), so what occurs twice is believed in neither form.
 */
export function once(packet: Packet, type: number): Buffer | null {
  let found: Buffer | null = null;
  for (const attribute of packet.attributes) {
    if (attribute.type !== type) continue;
    if (found) return null;
    found = attribute.value;
  }
  return found;
}

export function textOnce(packet: Packet, type: number): string | null {
  return once(packet, type)?.toString('utf8') ?? null;
}

/** Unsigned 32-bit: RouterOS sets the top bit of NAS-Port. */
export function numberOnce(packet: Packet, type: number): number | null {
  const value = once(packet, type);
  return value?.length === 4 ? value.readUInt32BE() : null;
}

export function addressOnce(packet: Packet, type: number): string | null {
  const value = once(packet, type);
  return value?.length === 4 ? value.join('.') : null;
}

/** A 64-bit counter: octets + 2^32 × gigawords (RFC 2869 §5.1). Gigawords are left out while they are 0. */
export function octets(packet: Packet, low: number, gigawords: number): bigint {
  return (BigInt(numberOnce(packet, gigawords) ?? 0) << 32n) | BigInt(numberOnce(packet, low) ?? 0);
}

/** Cut to the 253 bytes of an attribute, never inside of a character. */
export function text(type: number, content: string): Outgoing {
  let value = Buffer.from(content);
  if (value.length > 253) {
    let end = 253;
    while ((value[end]! & 0xc0) === 0x80) end -= 1;
    value = value.subarray(0, end);
  }
  return { type, value };
}

/** Throws RangeError outside of 0 to 2^32 - 1. */
export function number(type: number, content: number): Outgoing {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(content);
  return { type, value };
}
