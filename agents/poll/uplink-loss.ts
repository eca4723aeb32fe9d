import { isIPv4 } from 'node:net';
import type { Netwatch } from '../routeros/index.ts';

/** IPv4 that only means something in a network of one's own, or in a carrier's (RFC 1918, 6598, 3927, 1122). */
const PRIVATE = [
  /^10\./,
  /^127\./,
  /^192\.168\./,
  /^169\.254\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^0\./,
];
const isPublic = (host: string): boolean => isIPv4(host) && !PRIVATE.some((range) => range.test(host));

/**
 * Loss towards the internet by the router's own pings, 0..100; null when it watches no public address. Of several the best: one
 * host can be away by itself, the uplink can not be better than its best way.
 */
export function uplinkLoss(rows: readonly Netwatch[]): number | null {
  const losses = rows
    .filter((row) => row.type === 'icmp' && !row.disabled && row.known && isPublic(row.host))
    .map((row) => row.lossPercent)
    .filter((loss) => loss !== null);
  return losses.length === 0 ? null : Math.max(0, Math.min(100, ...losses));
}
