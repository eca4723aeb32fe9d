import { z } from 'zod';
import { Outcome } from './looks.ts';
import { AgentInstant, ClockOffset, Counter, Instant, int32, routerText } from './names.ts';

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
  /** Files of page sets: name and size, bytes. */
  pages: menu(rows(z.object({ name: text, bytes: z.number().nonnegative() }))),
  netwatch: menu(
    rows(
      z.object({
        host: text,
        status: text,
        disabled: z.boolean(),
        upScript: text,
        downScript: text,
        comment: text,
      }),
    ),
  ),
  logActions: menu(rows(z.object({ name: text, target: text }))),
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
  /** `/ipv6/nd`: router advertisements by interface. */
  ipv6Advertisements: menu(rows(z.object({ interface: text, disabled: z.boolean(), raLifetime: text }))),
  /** Menus that the router refused, and its words. */
  refused: z
    .array(z.object({ menu: text, why: text }))
    .max(ROWS)
    .default([]),
});
export type InspectionFacts = z.infer<typeof InspectionFacts>;

/** One inspection as an agent keeps and sends it. */
export const InspectionEntry = z.object({
  kind: z.literal('inspection'),
  seq: z.number().int().positive(),
  routerId: int32(1),
  /** Of who asked for it; null = the agent's own, after a first connection, a restart or some hours. */
  requestId: z.uuid().nullable(),
  at: AgentInstant,
  offsetMs: ClockOffset,
  /** As of a look: without an answer there are no facts. */
  outcome: Outcome,
  detail: text.nullable(),
  facts: InspectionFacts.nullable(),
});
export type InspectionEntry = z.infer<typeof InspectionEntry>;

/** An inspection that somebody waits for; asked of the agent with each batch until it is there. */
export const InspectionRequest = z.object({ requestId: z.uuid(), routerId: int32(1) });
export type InspectionRequest = z.infer<typeof InspectionRequest>;

/** Lines of the router's own log, read when it answered again: evidence, by a clock that proves nothing. */
export const RouterLogEntry = z.object({
  kind: z.literal('router-log'),
  seq: z.number().int().positive(),
  routerId: int32(1),
  at: AgentInstant,
  offsetMs: ClockOffset,
  lines: z
    .array(z.object({ stamp: routerText(60), topics: routerText(100), message: routerText(300) }))
    .max(50),
});
export type RouterLogEntry = z.infer<typeof RouterLogEntry>;

/** GET /api/routers/{id}/log */
export const RouterLogLine = z.object({
  readAt: Instant,
  stamp: z.string(),
  topics: z.string(),
  message: z.string(),
});
export type RouterLogLine = z.infer<typeof RouterLogLine>;

export const stepKinds = [
  'reachable',
  'login',
  'monitor-rights',
  'action-rights',
  'serial',
  'identity',
  'version',
  'clock',
  'tunnel',
  'services',
  'leaks',
  'hotspot',
  'hotspot-profile',
  'user-profile',
  'radius',
  'walled-garden',
  'pages',
  'device-mode',
  'licence',
  'flash',
  'witness',
] as const;
export const StepKind = z.enum(stepKinds);
export type StepKind = z.infer<typeof StepKind>;

/** What is wrong with a step: screens have the next step for each. */
export const whys = [
  'no-answer',
  'refused',
  'unreadable',
  'wrong-password',
  'account-missing',
  'rights-too-wide',
  'rights-too-narrow',
  'from-anywhere',
  'other-router',
  'other-identity',
  'red-version',
  'clock-wrong',
  'ntp-off',
  'tunnel-missing',
  'tunnel-settings',
  'tunnel-silent',
  'api-open',
  'service-open',
  'dns-off',
  'dns-open',
  'office-rule',
  'bandwidth-server',
  'mac-server',
  'ipv6',
  'hotspot-missing',
  'hotspot-off',
  'hotspot-invalid',
  'profile-not-ours',
  'profile-settings',
  'user-profile-settings',
  'radius-missing',
  'radius-settings',
  'radius-secret',
  'radius-no-answer',
  'radius-unproved',
  'garden-missing',
  'garden-others',
  'pages-missing',
  'pages-other',
  'mode-forbids',
  'mode-flagged',
  'few-users',
  'flash-full',
  'netwatch-missing',
  'log-missing',
] as const;
export const Why = z.enum(whys);
export type Why = z.infer<typeof Why>;

/** One step of *Uji sambungan*. */
export const Step = z.object({
  kind: StepKind,
  result: z.enum(['well', 'wrong', 'not-known']),
  /** Null = well, or not looked at. */
  why: Why.nullable(),
  /** Values beside it, as the router said them: never a secret. */
  facts: z.array(z.string()),
});
export type Step = z.infer<typeof Step>;

/** GET /api/routers/{id}/inspection */
export const Inspection = z.object({
  /** Somebody waits for one. */
  underWay: z.object({ requestId: z.uuid(), since: Instant }).nullable(),
  /** The last that was asked for was not answered in time. */
  overdue: z.boolean(),
  last: z
    .object({
      at: Instant,
      requestId: z.uuid().nullable(),
      outcome: Outcome,
      detail: z.string().nullable(),
      steps: z.array(Step),
    })
    .nullable(),
});
export type Inspection = z.infer<typeof Inspection>;
