import ipaddr from 'ipaddr.js';
import type { Form } from './plan.ts';

export type TunnelKind = 'wireguard' | 'sstp';

/** Routers behind the hub dial it: RouterOS 7 by WireGuard, which 6 does not have. The others have an address of their own. */
export const tunnelKindOf = (via: string, form: Form): TunnelKind | null =>
  via !== 'hub' ? null : form === 7 ? 'wireguard' : 'sstp';

/** The first host of the network: hub and controller. */
export function hubOf(network: string): string {
  return addressAt(network, 1);
}

/** The lowest address that no router has; null when the network is full. `taken` may hold addresses of elsewhere. */
export function freeAddress(network: string, taken: ReadonlySet<string>): string | null {
  const [, bits] = ipaddr.IPv4.parseCIDR(network);
  const last = 2 ** (32 - bits) - 2;
  for (let at = 2; at <= last; at++) {
    const address = addressAt(network, at);
    if (!taken.has(address)) return address;
  }
  return null;
}

export function isWithin(network: string, address: string): boolean {
  return (
    ipaddr.IPv4.isValidFourPartDecimal(address) &&
    ipaddr.IPv4.parse(address).match(ipaddr.IPv4.parseCIDR(network))
  );
}

function addressAt(network: string, at: number): string {
  const base = ipaddr.IPv4.networkAddressFromCIDR(network).toByteArray();
  const number = base.reduce((sum, byte) => sum * 256 + byte, 0) + at;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}
