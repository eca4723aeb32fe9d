import { lookup as resolve } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Where a webhook would go is no place for it. */
export class RefusedAddress extends Error {
  override readonly name = 'RefusedAddress';
}

/** Public by its number, but the metadata and health service of a cloud, inside (Azure's WireServer). */
const INSIDE = new Set(['168.63.129.16']);
const GLOBAL = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * Is this an address of the public internet? Not so: loopback, private, link-local (169.254.169.254 too), CGNAT
 * (RFC 6598), 0.0.0.0, multicast, reserved, and IPv4 in any of its IPv6 dresses (mapped, compatible, NAT64, 6to4, Teredo).
 */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address.split('%')[0]!);
  if (parsed.range() !== 'unicast' || INSIDE.has(parsed.toString())) return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL);
}

/** Host of a URL without the brackets of an IPv6 address and without the dot at the end. */
export const hostOf = (url: URL): string =>
  url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();

/** Throws when the host is an address that webhooks may not go to; names are checked when they are resolved. */
export function refusePrivate(url: URL, allowedHosts: readonly string[]): void {
  const host = hostOf(url);
  if (allowedHosts.includes(host)) return;
  if (isIP(host) !== 0 && !isPublic(host)) throw new RefusedAddress(`${host} is no public address`);
  if (url.protocol !== 'https:') throw new RefusedAddress(`${host} needs https`);
}

/**
 * Resolves for a socket: every address of the name must be public, and the socket gets one of exactly these. The name is
 * asked once, so that a second answer cannot lead elsewhere.
 */
export const checkedLookup =
  (allowedHosts: readonly string[]): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { all: true }).then(
      (found) => {
        const host = hostname.toLowerCase().replace(/\.$/, '');
        const wrong = allowedHosts.includes(host)
          ? undefined
          : found.find(({ address }) => !isPublic(address));
        if (wrong) callback(new RefusedAddress(`${hostname} leads to ${wrong.address}`), '', 0);
        else if (options.all) callback(null, found);
        else callback(null, found[0]!.address, found[0]!.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 0),
    );
  };
