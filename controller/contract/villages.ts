import { z } from 'zod';
import { Instant, Uplink, Via, VillageCode } from './names.ts';

export const Village = z.object({
  code: VillageCode,
  name: z.string(),
  kecamatanCode: z.string(),
  kecamatan: z.string(),
  lat: z.number(),
  lng: z.number(),
});
export type Village = z.infer<typeof Village>;

/** State of a router's set-up, as known from what it says and sends. */
export const SetUp = z.enum(['never-seen', 'seen', 'identity-set', 'radius-proved']);

/** One router of `npm run routers -- list --json` and of *Titik*; never a secret. */
export const RouterEntry = z.object({
  id: z.number().int(),
  village: z.object({ code: VillageCode, name: z.string(), kecamatan: z.string() }),
  name: z.string(),
  host: z.string(),
  port: z.number().int(),
  tls: z.boolean(),
  username: z.string(),
  hasActionAccount: z.boolean(),
  uplink: Uplink,
  via: Via,
  serial: z.string().nullable(),
  nasIdentifier: z.string(),
  /** Path of its portal page: `/p/<key>`. */
  portalPath: z.string(),
  loginOrigin: z.string().nullable(),
  tunnelAddress: z.string().nullable(),
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  provider: z.string().nullable(),
  customerNo: z.string().nullable(),
  plnId: z.string().nullable(),
  paidUntil: z.iso.date().nullable(),
  dataQuotaGb: z.number().nullable(),
  agent: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  servicePlan: z.string(),
  inServiceSince: Instant,
  setUp: SetUp,
  simulated: z.boolean(),
  board: z.string().nullable(),
  routerosVersion: z.string().nullable(),
});
export type RouterEntry = z.infer<typeof RouterEntry>;

const blankIsNull = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === undefined ? null : value), schema.nullable());

/** A line of the router CSV, after its cells were trimmed. Names are the column names. */
export const RouterLine = z.object({
  village_code: VillageCode,
  router_name: z.string().min(1).max(60),
  host: z.string().min(1).max(253),
  port: z.coerce.number().int().min(1).max(65535),
  tls: z.stringbool(),
  username: z.string().min(1).max(100),
  password: z.string().max(200),
  uplink: Uplink,
  via: blankIsNull(Via),
  action_username: blankIsNull(z.string().max(100)),
  action_password: blankIsNull(z.string().max(200)),
  serial: blankIsNull(z.string().max(100)),
  nas_identifier: blankIsNull(z.string().regex(/^[A-Za-z0-9._-]{6,64}$/)),
  radius_secret: blankIsNull(z.string().min(16).max(128)),
  contact_name: blankIsNull(z.string().max(100)),
  contact_phone: blankIsNull(z.string().regex(/^\+?[0-9 -]{6,20}$/)),
  provider: blankIsNull(z.string().max(100)),
  customer_no: blankIsNull(z.string().max(100)),
  pln_id: blankIsNull(z.string().max(100)),
  paid_until: blankIsNull(z.iso.date()),
  data_quota_gb: blankIsNull(z.coerce.number().positive()),
});
export type RouterLine = z.infer<typeof RouterLine>;

/** POST /api/routers/import?dryRun=true|false (text/csv). Nothing is stored when a line has a fault. */
export const ImportReport = z.object({
  dryRun: z.boolean(),
  stored: z.boolean(),
  added: z.array(z.string()),
  changed: z.array(z.string()),
  unchanged: z.array(z.string()),
  faults: z.array(z.object({ line: z.number().int(), column: z.string().nullable(), message: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const AgentEntry = z.object({
  id: z.number().int(),
  name: z.string(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
  routers: z.number().int(),
  backlog: z.number().int().nullable(),
  offsetMs: z.number().int().nullable(),
});
export type AgentEntry = z.infer<typeof AgentEntry>;

const ms = (least: number, most: number) => z.number().int().min(least).max(most);

/** PUT /api/service-plans/{name}: thresholds by which a router is judged; times in ms. What is not named stays, or is the default of a new plan. */
export const PlanChange = z
  .object({
    lookIntervalMs: ms(1_000, 3_600_000),
    /** Longest time that one look may take. */
    lookDeadlineMs: ms(500, 120_000),
    /** Failed looks, and the time that they must span, before a router is down. */
    graceLooks: z.number().int().min(1).max(100),
    graceMs: ms(0, 86_400_000),
    /** More changes than this within the window is flapping. */
    flapChanges: z.number().int().min(1).max(1_000),
    flapWindowMs: ms(1_000, 86_400_000),
    qualityLooks: z.number().int().min(1).max(100),
    lossPercent: z.number().min(0).max(100),
    slowMs: ms(1, 120_000),
  })
  .partial();

/** GET /api/service-plans; `routers`: how many are judged by it. */
export const ServicePlan = PlanChange.required().extend({ name: z.string(), routers: z.number().int() });
export type ServicePlan = z.infer<typeof ServicePlan>;
