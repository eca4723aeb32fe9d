import { z } from 'zod';
import { AgentInstant, ClockOffset, Counter, int32, routerText } from './names.ts';

/**
 * What came of one visit of an agent to a router; a closed set.
 * `not-looked`: the agent had no proof that its own way out worked, so the silence says nothing of the router.
 */
export const outcomes = [
  'answered',
  'timeout',
  'unreachable',
  'refused',
  'auth-failed',
  'protocol-error',
  'not-looked',
] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof Outcome>;

const HotspotServer = z.object({ name: routerText(200), invalid: z.boolean(), disabled: z.boolean() });

/** What a router said in an answered look. A figure that it did not send is null, never 0. */
export const Reading = z.object({
  uptimeSeconds: z.number().int().nonnegative(),
  version: routerText(100),
  board: routerText(100),
  serial: routerText(100).nullable(),
  /** `/system/identity`; the factory's `MikroTik` is a chore. */
  identity: routerText(200).nullable(),
  cpuPercent: z.number().int().min(0).max(100).nullable(),
  freeMemoryBytes: z.number().nonnegative().nullable(),
  temperatureCelsius: z.number().nullable(),
  voltageVolts: z.number().nullable(),
  /** Router's clock minus the agent's, in seconds; never used for time stamps. */
  clockSkewSeconds: z.number().nullable(),
  /** The interface that carries the village's traffic; receive = download. Counters restart with the uptime. */
  uplink: z
    .object({
      name: routerText(200),
      running: z.boolean(),
      receiveBytes: Counter,
      transmitBytes: Counter,
    })
    .nullable(),
  /** Since the modem's data session began; in looks that asked, mostly the first one after it was away. */
  lteSessionSeconds: z.number().int().min(0).max(2_147_483_647).optional(),
  /** Ethernet ports whose comment begins with `AP`: an access point hangs on each. */
  accessPoints: z.array(z.object({ name: routerText(200), running: z.boolean() })).max(64),
  hotspot: z.object({
    servers: z.array(HotspotServer).max(64),
    users: z.number().int().min(0).max(32_767),
    /** Users let in by `trial`, without RADIUS. */
    trialUsers: z.number().int().nonnegative(),
    /** Users at once that the licence lets in; null = no limit, or not known. Older agents do not tell. */
    licenceUsers: int32(1).nullable().optional(),
    /** Hosts under which the router's own login page answers: hotspot-address and dns-name of its profiles. */
    loginHosts: z.array(routerText(253)).max(16),
  }),
  /** `/system/device-mode`; null where the version has none. */
  deviceMode: z
    .object({ mode: routerText(50), hotspotAllowed: z.boolean(), flagged: z.boolean() })
    .nullable(),
  /** Sums over `/radius/monitor`; counters restart with the uptime. Null when there is no RADIUS row. */
  radius: z
    .object({ requests: Counter, accepts: Counter, rejects: Counter, timeouts: Counter, badReplies: Counter })
    .nullable(),
  /** Loss seen by the router's own netwatch towards a public address, 0..100. */
  uplinkLossPercent: z.number().min(0).max(100).nullable(),
  /** True when the polling account may reboot: wider than it should be. */
  pollingAccountMayReboot: z.boolean().nullable(),
});
export type Reading = z.infer<typeof Reading>;

/** One look as an agent keeps and sends it. */
export const LookEntry = z.object({
  kind: z.literal('look'),
  seq: z.number().int().positive(),
  routerId: int32(1),
  /** Agent's clock when the look began. */
  at: AgentInstant,
  /** Controller's clock minus the agent's at that time, ms; fixed when the look was written down. */
  offsetMs: ClockOffset,
  outcome: Outcome,
  /** How much later than due the look began, ms. */
  lateMs: int32(0).default(0),
  /** From the first byte of the look to its last, or until the agent gave up, ms. */
  tookMs: int32(0),
  /** For the log and the technician: what failed, without secrets. */
  detail: routerText(300).nullable(),
  reading: Reading.nullable(),
  /** Made by the simulator's physics, not by a look at a router. */
  simulated: z.boolean().default(false),
});
export type LookEntry = z.infer<typeof LookEntry>;
