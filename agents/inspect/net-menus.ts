import { digits, figure, is, maybe, maybeIs, rowsOf, soleOf, text } from './menu-rows.ts';

export const hotspots = rowsOf(
  '/ip/hotspot',
  ['name', 'interface', 'profile', 'disabled', 'invalid'],
  (row) => ({
    name: text(row, 'name'),
    interface: text(row, 'interface'),
    profile: text(row, 'profile'),
    disabled: is(row, 'disabled'),
    invalid: is(row, 'invalid'),
  }),
);

export const hotspotProfiles = rowsOf(
  '/ip/hotspot/profile',
  [
    'name',
    'use-radius',
    'radius-accounting',
    'radius-interim-update',
    'login-by',
    'dns-name',
    'html-directory',
    'html-directory-override',
    'https-redirect',
  ],
  (row) => ({
    name: text(row, 'name'),
    useRadius: is(row, 'use-radius'),
    radiusAccounting: maybeIs(row, 'radius-accounting'),
    radiusInterimUpdate: maybe(row, 'radius-interim-update'),
    loginBy: text(row, 'login-by'),
    dnsName: text(row, 'dns-name'),
    htmlDirectory: text(row, 'html-directory'),
    htmlDirectoryOverride: text(row, 'html-directory-override'),
    httpsRedirect: maybeIs(row, 'https-redirect'),
  }),
);

export const hotspotUserProfiles = rowsOf(
  '/ip/hotspot/user/profile',
  ['name', 'keepalive-timeout', 'idle-timeout', 'add-mac-cookie', 'transparent-proxy'],
  (row) => ({
    name: text(row, 'name'),
    keepaliveTimeout: text(row, 'keepalive-timeout'),
    idleTimeout: text(row, 'idle-timeout'),
    addMacCookie: maybeIs(row, 'add-mac-cookie'),
    transparentProxy: maybeIs(row, 'transparent-proxy'),
  }),
);

/** The secret is never asked for. */
export const radiusRows = rowsOf(
  '/radius',
  [
    '.id',
    'service',
    'address',
    'src-address',
    'timeout',
    'authentication-port',
    'accounting-port',
    'disabled',
  ],
  (row) => ({
    id: row['.id'] ?? '',
    service: text(row, 'service'),
    address: text(row, 'address'),
    sourceAddress: text(row, 'src-address'),
    timeout: text(row, 'timeout'),
    authenticationPort: text(row, 'authentication-port'),
    accountingPort: text(row, 'accounting-port'),
    disabled: is(row, 'disabled'),
  }),
);

export const radiusCounters = (id: string) => ({
  words: [
    '/radius/monitor',
    `=.id=${id}`,
    '=once=',
    '=.proplist=requests,accepts,rejects,timeouts,bad-replies',
  ],
  read: ({ rows }: { rows: readonly Readonly<Record<string, string>>[] }) => {
    const row = rows[0] ?? {};
    return {
      requests: digits(row, 'requests'),
      accepts: digits(row, 'accepts'),
      rejects: digits(row, 'rejects'),
      timeouts: digits(row, 'timeouts'),
      badReplies: digits(row, 'bad-replies'),
    };
  },
});

export const walledGarden = rowsOf(
  '/ip/hotspot/walled-garden',
  ['dst-host', 'action', 'disabled'],
  (row) => ({ dstHost: text(row, 'dst-host'), action: text(row, 'action'), disabled: is(row, 'disabled') }),
);

/** `dst-address` stands where a portal has no name. */
export const walledGardenIp = rowsOf(
  '/ip/hotspot/walled-garden/ip',
  ['dst-host', 'dst-address', 'dst-port', 'protocol', 'action', 'disabled'],
  (row) => ({
    dstHost: text(row, 'dst-host') || text(row, 'dst-address'),
    dstPort: text(row, 'dst-port'),
    protocol: text(row, 'protocol'),
    action: text(row, 'action'),
    disabled: is(row, 'disabled'),
  }),
);

/** Pages only: a router's other files are nobody's business. */
export const pages = {
  words: ['/file/print', '=.proplist=name,size'],
  read: ({ rows }: { rows: readonly Readonly<Record<string, string>>[] }) =>
    rows
      .filter((row) => /(^|\/)((rlogin|login|alogin)\.html|jam\.txt)$/.test(row.name ?? ''))
      .slice(0, 64)
      .map((row) => ({ name: text(row, 'name'), bytes: figure(row, 'size') ?? 0 })),
};

/** Boards that forget all but this folder without power have it from the factory. */
export const flashFolder = {
  words: ['/file/print', '=.proplist=name', '?name=flash'],
  read: ({ rows }: { rows: readonly Readonly<Record<string, string>>[] }) =>
    rows.some(({ name }) => name === 'flash'),
};

export const dhcpServers = rowsOf(
  '/ip/dhcp-server',
  ['name', 'interface', 'address-pool', 'disabled'],
  (row) => ({
    name: text(row, 'name'),
    interface: text(row, 'interface'),
    addressPool: text(row, 'address-pool'),
    disabled: is(row, 'disabled'),
  }),
);

export const dhcpNetworks = rowsOf(
  '/ip/dhcp-server/network',
  ['address', 'gateway', 'dns-server', 'comment'],
  (row) => ({
    address: text(row, 'address'),
    gateway: text(row, 'gateway'),
    dnsServer: text(row, 'dns-server'),
    comment: text(row, 'comment'),
  }),
);

export const nat = rowsOf('/ip/firewall/nat', ['chain', 'action', 'src-address', 'disabled'], (row) => ({
  chain: text(row, 'chain'),
  action: text(row, 'action'),
  srcAddress: text(row, 'src-address'),
  disabled: is(row, 'disabled'),
}));

/** Dynamic ones too: most villages have theirs by DHCP. */
export const gateways = {
  words: ['/ip/route/print', '=.proplist=gateway,active', '?dst-address=0.0.0.0/0'],
  read: ({ rows }: { rows: readonly Readonly<Record<string, string>>[] }) =>
    rows
      .filter((row) => is(row, 'active'))
      .slice(0, 64)
      .map((row) => text(row, 'gateway')),
};

export const listMembers = rowsOf('/interface/list/member', ['list', 'interface', 'disabled'], (row) => ({
  list: text(row, 'list'),
  interface: text(row, 'interface'),
  disabled: is(row, 'disabled'),
}));

export const wireguards = rowsOf('/interface/wireguard', ['name', 'disabled', 'running'], (row) => ({
  name: text(row, 'name'),
  disabled: is(row, 'disabled'),
  running: maybeIs(row, 'running'),
}));

export const wireguardPeers = rowsOf(
  '/interface/wireguard/peers',
  [
    'interface',
    'disabled',
    'endpoint-address',
    'endpoint-port',
    'allowed-address',
    'persistent-keepalive',
    'last-handshake',
  ],
  (row) => ({
    interface: text(row, 'interface'),
    disabled: is(row, 'disabled'),
    endpoint: `${text(row, 'endpoint-address')}:${text(row, 'endpoint-port')}`,
    allowedAddress: text(row, 'allowed-address'),
    keepalive: text(row, 'persistent-keepalive'),
    lastHandshake: maybe(row, 'last-handshake'),
  }),
);

export const sstpClients = rowsOf(
  '/interface/sstp-client',
  [
    'name',
    'disabled',
    'running',
    'connect-to',
    'keepalive-timeout',
    'user',
    'authentication',
    'add-default-route',
  ],
  (row) => ({
    name: text(row, 'name'),
    disabled: is(row, 'disabled'),
    running: maybeIs(row, 'running'),
    endpoint: text(row, 'connect-to'),
    keepalive: text(row, 'keepalive-timeout'),
    user: text(row, 'user'),
    authentication: maybe(row, 'authentication'),
    addDefaultRoute: maybeIs(row, 'add-default-route'),
  }),
);

export const addresses = rowsOf('/ip/address', ['address', 'interface', 'disabled'], (row) => ({
  address: text(row, 'address'),
  interface: text(row, 'interface'),
  disabled: is(row, 'disabled'),
}));

export const dnsRemoteRequests = soleOf('/ip/dns', ['allow-remote-requests'], (row) =>
  maybeIs(row, 'allow-remote-requests'),
);

export const firewall = rowsOf(
  '/ip/firewall/filter',
  [
    'chain',
    'action',
    'protocol',
    'dst-port',
    'src-address',
    'in-interface',
    'in-interface-list',
    'disabled',
    'comment',
  ],
  (row) => ({
    chain: text(row, 'chain'),
    action: text(row, 'action'),
    protocol: text(row, 'protocol'),
    dstPort: text(row, 'dst-port'),
    srcAddress: text(row, 'src-address'),
    inInterface: text(row, 'in-interface'),
    inInterfaceList: text(row, 'in-interface-list'),
    disabled: is(row, 'disabled'),
    comment: text(row, 'comment'),
  }),
);

export const ipv6Advertisements = rowsOf('/ipv6/nd', ['interface', 'disabled', 'ra-lifetime'], (row) => ({
  interface: text(row, 'interface'),
  disabled: is(row, 'disabled'),
  raLifetime: text(row, 'ra-lifetime'),
}));
