import { z } from 'zod';
import { Counter, routerText } from './names.ts';

/** Most rows of a menu that are kept, and most characters of a value. */
const ROWS = 64;
const text = routerText(300);
const rows = <T extends z.ZodType>(row: T) => z.array(row).max(ROWS);
/** A menu that the router refused, has not, or did not answer in time is null: a fact, not a failure. */
const menu = <T extends z.ZodType>(rowsOf: T) => rowsOf.nullable().default(null);
/** A property that the router did not send is null. */
const maybe = <T extends z.ZodType>(value: T) => value.nullable().default(null);

/** One of our two accounts on the router, as the router reads it back. */
export const AccountFacts = z.object({
  username: text,
  /** Did it log in? Null = not tried. */
  loggedIn: z.boolean().nullable(),
  group: maybe(text),
  /** `/user address=`: from where it may log in; empty = from anywhere. */
  address: maybe(text),
  /** Granted policies of its group. */
  policies: maybe(z.array(text).max(ROWS)),
});
export type AccountFacts = z.infer<typeof AccountFacts>;

/** What an agent asked a router for, in one visit. Names as RouterOS has them, values parsed. */
export const InspectionFacts = z.object({
  /** `/system/resource` */
  version: text,
  board: text,
  uptimeSeconds: z.number().int().nonnegative(),
  freeFlashBytes: maybe(z.number().nonnegative()),
  totalFlashBytes: maybe(z.number().nonnegative()),
  identity: maybe(text),
  serial: maybe(text),
  /** `/system/license`: `nlevel`, or `level` of CHR; as the router says it. */
  licence: maybe(text),
  deviceMode: menu(
    z.object({
      mode: text,
      flagged: z.boolean(),
      hotspot: maybe(z.boolean()),
      scheduler: maybe(z.boolean()),
      fetch: maybe(z.boolean()),
    }),
  ),
  /** Router's clock minus the agent's, s. */
  clockSkewSeconds: maybe(z.number()),
  ntp: menu(z.object({ enabled: z.boolean(), servers: z.array(text).max(16), status: maybe(text) })),
  monitor: AccountFacts,
  /** Null = none is registered. */
  action: AccountFacts.nullable(),
  /** Every account of the router: name, group, disabled. */
  users: menu(rows(z.object({ name: text, group: text, disabled: z.boolean() }))),
  services: menu(
    rows(
      z.object({ name: text, port: text, disabled: z.boolean(), address: text, certificate: maybe(text) }),
    ),
  ),
  hotspots: menu(
    rows(
      z.object({ name: text, interface: text, profile: text, disabled: z.boolean(), invalid: z.boolean() }),
    ),
  ),
  hotspotProfiles: menu(
    rows(
      z.object({
        name: text,
        useRadius: z.boolean(),
        radiusAccounting: maybe(z.boolean()),
        radiusInterimUpdate: maybe(text),
        loginBy: text,
        dnsName: text,
        htmlDirectory: text,
        htmlDirectoryOverride: text,
        httpsRedirect: maybe(z.boolean()),
      }),
    ),
  ),
  hotspotUserProfiles: menu(
    rows(
      z.object({
        name: text,
        keepaliveTimeout: text,
        idleTimeout: text,
        addMacCookie: maybe(z.boolean()),
        transparentProxy: maybe(z.boolean()),
      }),
    ),
  ),
  /** Without the secret, which is never asked for. */
  radius: menu(
    rows(
      z.object({
        service: text,
        address: text,
        sourceAddress: text,
        timeout: text,
        authenticationPort: text,
        accountingPort: text,
        disabled: z.boolean(),
        requests: maybe(Counter),
        accepts: maybe(Counter),
        rejects: maybe(Counter),
        timeouts: maybe(Counter),
        badReplies: maybe(Counter),
      }),
    ),
  ),
  walledGarden: menu(rows(z.object({ dstHost: text, action: text, disabled: z.boolean() }))),
  walledGardenIp: menu(
    rows(z.object({ dstHost: text, dstPort: text, protocol: text, action: text, disabled: z.boolean() })),
  ),
  /** What hands out addresses where a hotspot is, and lets them out. */
  dhcpServers: menu(
    rows(z.object({ name: text, interface: text, addressPool: text, disabled: z.boolean() })),
  ),
  dhcpNetworks: menu(rows(z.object({ address: text, gateway: text, dnsServer: text, comment: text }))),
  nat: menu(rows(z.object({ chain: text, action: text, srcAddress: text, disabled: z.boolean() }))),
  /** Files of page sets: name and size, bytes. */
  pages: menu(rows(z.object({ name: text, bytes: z.number().nonnegative() }))),
  /** Has it a folder `flash/`, outside of which nothing outlives a power cut? */
  flashFolder: maybe(z.boolean()),
  netwatch: menu(
    rows(
      z.object({
        host: text,
        interval: maybe(text),
        timeout: maybe(text),
        status: text,
        disabled: z.boolean(),
        upScript: text,
        downScript: text,
        comment: text,
        /** Since 7.4; older agents do not tell. */
        type: maybe(text),
      }),
    ),
  ),
  /** `/system/script`: how long its source is, bytes, and what it may do. */
  scripts: menu(
    rows(z.object({ name: text, bytes: z.number().nonnegative(), policies: z.array(text).max(64) })),
  ),
  schedulers: menu(rows(z.object({ name: text, onEvent: text, interval: text, disabled: z.boolean() }))),
  /** Gateways of the default routes that are active: addresses or interfaces. */
  gateways: menu(rows(text)),
  logActions: menu(
    rows(
      z.object({
        name: text,
        target: text,
        diskFileName: maybe(text),
        diskLinesPerFile: maybe(text),
        diskFileCount: maybe(text),
        diskStopOnFull: maybe(z.boolean()),
      }),
    ),
  ),
  logging: menu(rows(z.object({ topics: text, action: text, disabled: z.boolean() }))),
  /** Tunnels to the hub: WireGuard by its peer, SSTP by its interface. */
  tunnels: menu(
    rows(
      z.object({
        kind: z.enum(['wireguard', 'sstp']),
        name: text,
        disabled: z.boolean(),
        running: maybe(z.boolean()),
        endpoint: text,
        allowedAddress: text,
        keepalive: text,
        /** Of SSTP only: who dials, by which ways the password may go, and whether all else goes through it. */
        user: maybe(text),
        authentication: maybe(text),
        addDefaultRoute: maybe(z.boolean()),
        lastHandshake: maybe(text),
      }),
    ),
  ),
  /** `/ip/address` */
  addresses: menu(rows(z.object({ address: text, interface: text, disabled: z.boolean() }))),
  dnsRemoteRequests: maybe(z.boolean()),
  bandwidthServer: maybe(z.boolean()),
  /** `allowed-interface-list` of `/tool/mac-server`, of its WinBox, and whether it answers pings. */
  macServer: menu(z.object({ telnet: maybe(text), winbox: maybe(text), ping: maybe(z.boolean()) })),
  /** Filter rules, in their order. */
  firewall: menu(
    rows(
      z.object({
        chain: text,
        action: text,
        protocol: text,
        dstPort: text,
        srcAddress: text,
        inInterface: text,
        inInterfaceList: text,
        disabled: z.boolean(),
        comment: text,
      }),
    ),
  ),
  /** `/interface/list/member` */
  listMembers: menu(rows(z.object({ list: text, interface: text, disabled: z.boolean() }))),
  /** `/ipv6/nd`: router advertisements by interface. */
  ipv6Advertisements: menu(rows(z.object({ interface: text, disabled: z.boolean(), raLifetime: text }))),
  /** Menus that the router refused, and its words. */
  refused: z
    .array(z.object({ menu: text, why: text }))
    .max(ROWS)
    .default([]),
});
export type InspectionFacts = z.infer<typeof InspectionFacts>;
