import type { Interface, Netwatch } from '../routeros/index.ts';

/**
 * The interface that carries the village's traffic: the one whose comment begins with `WAN`, since a person said so; else an LTE
 * modem in use; else the port that the factory meant for it, ether1. Null when there is none of these.
 */
export function chooseUplink(interfaces: readonly Interface[]): Interface | null {
  const enabled = interfaces.filter((one) => !one.disabled);
  return (
    enabled.find((one) => /^WAN\b/i.test(one.comment)) ??
    enabled.find((one) => one.type === 'lte' && one.running) ??
    enabled.find((one) => one.type === 'lte') ??
    enabled.find((one) => one.type === 'ether' && one.defaultName === 'ether1') ??
    null
  );
}

/** Hosts that the router watches and whose comment begins with `AP`: an access point with an address of its own. */
export const watchedAccessPoints = (rows: readonly Netwatch[]): { name: string; running: boolean }[] =>
  rows
    .filter((row) => !row.disabled && row.known && /^AP\b/i.test(row.comment))
    .map((row) => ({ name: `${row.comment} (${row.host})`.slice(0, 200), running: !row.isDown }));

/** Ethernet ports whose comment begins with `AP`: an access point hangs on each. */
export const accessPointsOf = (interfaces: readonly Interface[]): Interface[] =>
  interfaces.filter((one) => one.type === 'ether' && !one.disabled && /^AP\b/i.test(one.comment));
