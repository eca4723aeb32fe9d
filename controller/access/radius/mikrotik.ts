import { Attr, number, text } from './attributes.ts';
import type { Outgoing } from './packet.ts';

const VENDOR = 14988;
const RATE_LIMIT = 8;
const TOTAL_LIMIT = 17;
const TOTAL_LIMIT_GIGAWORDS = 18;

/** One vendor attribute in its envelope (RFC 2865 §5.26). */
function vendor({ type, value }: Outgoing): Outgoing {
  const envelope = Buffer.alloc(6 + value.length);
  envelope.writeUInt32BE(VENDOR, 0);
  envelope[4] = type;
  envelope[5] = value.length + 2;
  envelope.set(value, 6);
  return { type: Attr.vendorSpecific, value: envelope };
}

/** Mikrotik-Rate-Limit: `rx/tx` from the router's view, so the resident's upload stands first. */
export function rateLimit(uploadKbps: number, downloadKbps: number): Outgoing {
  return vendor(text(RATE_LIMIT, `${uploadKbps}k/${downloadKbps}k`));
}

/** Mikrotik-Total-Limit: bytes of both directions after which the router ends the session; 64 bits in two attributes. */
export function totalLimit(bytes: bigint): Outgoing[] {
  const low = number(TOTAL_LIMIT, Number(bytes & 0xffff_ffffn));
  const high = Number(bytes >> 32n);
  return high === 0 ? [vendor(low)] : [vendor(low), vendor(number(TOTAL_LIMIT_GIGAWORDS, high))];
}
