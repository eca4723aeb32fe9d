import pLimit from 'p-limit';
import type { AccountFacts, InspectionFacts } from '#contract/inspection-facts.ts';
import {
  type Asks,
  ask,
  clock,
  identity,
  type Menu,
  RouterFault,
  serial,
  uptime,
} from '../routeros/index.ts';
import * as net from './net-menus.ts';
import * as system from './system-menus.ts';

export interface Accounts {
  readonly monitor: string;
  /** Null = none is registered. */
  readonly action: string | null;
}

/**
 * Asks for everything, `width` commands at a time, `ms` each from when it is sent: the stream of a thin uplink is long.
 * What one menu refuses, and what was not heard any more when the connection broke, is noted and null. Rejects with the
 * link's RouterFault when not even version and uptime were heard.
 */
export async function factsOf(
  link: Asks,
  accounts: Accounts,
  { width, ms }: { width: number; ms: number },
): Promise<InspectionFacts> {
  const refused: { menu: string; why: string }[] = [];
  const turn = pLimit(width);
  const must = <T>(menu: Menu<T>): Promise<T> => turn(() => ask(link, menu, ms));
  const get = async <T>(menu: Menu<T>): Promise<T | null> => {
    try {
      return await must(menu);
    } catch (error) {
      if (!(error instanceof RouterFault)) throw error;
      if (refused.length < 64) refused.push({ menu: menu.words[0]!, why: error.message.slice(0, 300) });
      return null;
    }
  };
  const begun = Date.now();
  const [board, ran, time, users, groups, wireguards, peers, sstp, radius] = await Promise.all([
    must(system.resource),
    must(uptime),
    get(clock).then((router) =>
      router === null ? null : Math.round((router - (begun + Date.now()) / 2) / 1000),
    ),
    get(system.users),
    get(system.groups),
    get(net.wireguards),
    get(net.wireguardPeers),
    get(net.sstpClients),
    get(net.radiusRows),
  ]);
  const [
    name,
    number,
    licence,
    deviceMode,
    ntp,
    services,
    hotspots,
    hotspotProfiles,
    hotspotUserProfiles,
    walledGarden,
    walledGardenIp,
    dhcpServers,
    dhcpNetworks,
    nat,
    pages,
    flashFolder,
    netwatch,
    scripts,
    schedulers,
    gateways,
    logActions,
    logging,
    addresses,
    dnsRemoteRequests,
    bandwidthServer,
    macTelnet,
    macWinbox,
    macPing,
    firewall,
    listMembers,
    ipv6Advertisements,
  ] = await Promise.all([
    get(identity),
    get(serial),
    get(system.licence),
    get(system.deviceMode),
    get(system.ntp),
    get(system.services),
    get(net.hotspots),
    get(net.hotspotProfiles),
    get(net.hotspotUserProfiles),
    get(net.walledGarden),
    get(net.walledGardenIp),
    get(net.dhcpServers),
    get(net.dhcpNetworks),
    get(net.nat),
    get(net.pages),
    get(net.flashFolder),
    get(system.netwatch),
    get(system.scripts),
    get(system.schedulers),
    get(net.gateways),
    get(system.logActions),
    get(system.logging),
    get(net.addresses),
    get(net.dnsRemoteRequests),
    get(system.bandwidthServer),
    get(system.macTelnet),
    get(system.macWinbox),
    get(system.macPing),
    get(net.firewall),
    get(net.listMembers),
    get(net.ipv6Advertisements),
  ]);
  const account = (username: string): AccountFacts => {
    const user = users?.find((one) => one.name === username);
    const policies = groups?.find((one) => one.name === user?.group)?.policies ?? null;
    return { username, loggedIn: null, group: user?.group ?? null, address: user?.address ?? null, policies };
  };
  const counted = await Promise.all(
    (radius ?? []).map(async ({ id, ...row }) => ({
      ...row,
      ...((await get(net.radiusCounters(id))) ?? NONE),
    })),
  );
  return {
    ...board,
    uptimeSeconds: ran,
    identity: name,
    serial: number,
    licence,
    deviceMode,
    clockSkewSeconds: time,
    ntp,
    monitor: { ...account(accounts.monitor), loggedIn: true },
    action: accounts.action === null ? null : account(accounts.action),
    users: users?.map(({ name: user, group, disabled }) => ({ name: user, group, disabled })) ?? null,
    services,
    hotspots,
    hotspotProfiles,
    hotspotUserProfiles,
    radius: radius && counted,
    walledGarden,
    walledGardenIp,
    dhcpServers,
    dhcpNetworks,
    nat,
    pages,
    flashFolder,
    netwatch,
    scripts,
    schedulers,
    gateways,
    logActions,
    logging,
    tunnels: tunnelsOf(wireguards, peers, sstp),
    addresses,
    dnsRemoteRequests,
    bandwidthServer,
    macServer:
      macTelnet === null && macWinbox === null && macPing === null
        ? null
        : { telnet: macTelnet, winbox: macWinbox, ping: macPing },
    firewall,
    listMembers,
    ipv6Advertisements,
    refused,
  };
}

const NONE = { requests: null, accepts: null, rejects: null, timeouts: null, badReplies: null };

type Rows<M> = M extends Menu<infer T> ? T : never;

/** RouterOS 6 has no WireGuard: only where both menus are refused is nothing known. */
function tunnelsOf(
  wireguards: Rows<typeof net.wireguards> | null,
  peers: Rows<typeof net.wireguardPeers> | null,
  sstp: Rows<typeof net.sstpClients> | null,
): InspectionFacts['tunnels'] {
  if (wireguards === null && sstp === null) return null;
  const ofWireguard = (wireguards ?? []).map(({ name, disabled, running }) => {
    const peer = peers?.find((one) => one.interface === name);
    return {
      kind: 'wireguard' as const,
      name,
      disabled: disabled || (peer?.disabled ?? false),
      running,
      endpoint: peer?.endpoint ?? '',
      allowedAddress: peer?.allowedAddress ?? '',
      keepalive: peer?.keepalive ?? '',
      user: null,
      authentication: null,
      addDefaultRoute: null,
      lastHandshake: peer?.lastHandshake ?? null,
    };
  });
  const ofSstp = (sstp ?? []).map((client) => ({
    kind: 'sstp' as const,
    ...client,
    allowedAddress: '',
    lastHandshake: null,
  }));
  return [...ofWireguard, ...ofSstp].slice(0, 64);
}
