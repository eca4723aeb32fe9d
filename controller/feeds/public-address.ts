import ipaddr from 'ipaddr.js';

/** May the controller speak to this address in the name of a person who typed it in? */
export type Guard = (address: string) => boolean;

/**
 * Only what lies in the open internet: no private, loopback, link-local, shared (CGNAT), multicast, reserved or unique
 * local address, and no IPv6 form that carries an IPv4 address inside (mapped, 6to4, NAT64, Teredo).
 */
export const isPublicAddress: Guard = (address) => {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.parse(address).range() === 'unicast';
};
