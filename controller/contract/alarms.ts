import { z } from 'zod';
import { Instant, RouterId, Uplink, VillageCode } from './names.ts';
import { Cause, evidenceKinds } from './outages.ts';
import { OfficeChoreKind } from './status.ts';

/** What an alarm says of one outage. */
export const AlarmMember = z.object({
  routerId: RouterId,
  router: z.string(),
  village: z.object({ code: VillageCode, name: z.string(), kecamatan: z.string() }),
  uplink: Uplink,
  provider: z.string().nullable(),
  contact: z.object({ name: z.string(), phone: z.string() }).nullable(),
  /** Hotspot users in the last answered look before it fell. */
  users: z.number().int().nullable(),
  simulated: z.boolean(),
  firstFailedAt: Instant,
  endedAt: Instant.nullable(),
  /** `down`; `back` (answered again); `unseen` (nobody can look any more); `cancelled` (late looks: it was not down),
   *  `merged` (late looks: it is part of another). */
  is: z.enum(['down', 'back', 'unseen', 'cancelled', 'merged']),
  cause: Cause,
  evidence: z.enum(evidenceKinds),
  /** The contact said that the power was off. */
  powerOff: z.boolean(),
});
export type AlarmMember = z.infer<typeof AlarmMember>;

/** What an alarm_message says now; rewritten while the event unfolds. */
export const AlarmContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('outages'),
    /** Several that fell together: who looks at them, and when the last joined. Null = one outage. */
    group: z.object({ agent: z.string(), lastAt: Instant }).nullable(),
    members: z.array(AlarmMember),
  }),
  z.object({
    kind: z.literal('agent-silent'),
    agent: z.string(),
    since: Instant,
    until: Instant.nullable(),
  }),
  z.object({ kind: z.literal('database-gone'), since: Instant, until: Instant }),
  z.object({
    kind: z.literal('office-chore'),
    chore: OfficeChoreKind,
    since: Instant,
    until: Instant.nullable(),
  }),
  /** To witnesses outside the office: one hash over the chains of a day's looks. */
  z.object({
    kind: z.literal('chain-head'),
    /** 2026-11-25, WIB */
    day: z.iso.date(),
    head: z.string(),
    looks: z.number().int(),
  }),
  z.object({ kind: z.literal('test'), at: Instant }),
]);
export type AlarmContent = z.infer<typeof AlarmContent>;

export const alarmKinds = ['telegram', 'webhook', 'mail'] as const;
export const AlarmKind = z.enum(alarmKinds);
export type AlarmKind = z.infer<typeof AlarmKind>;

/** Why a message could not be delivered. */
export const alarmFailures = [
  'unauthorized',
  'chat-not-found',
  'forbidden',
  'rate-limited',
  'no-answer',
  'refused-address',
  'unknown-host',
  'redirect',
  'http-error',
  'rejected',
  'too-old',
  'too-many',
  'no-mail-server',
] as const;
export const AlarmFailure = z.enum(alarmFailures);
export type AlarmFailure = z.infer<typeof AlarmFailure>;

/** Of @BotFather: number, colon, 35 or so characters. */
const Token = z
  .string()
  .trim()
  .regex(/^\d{3,20}:[A-Za-z0-9_-]{20,100}$/);

export const TelegramSettings = z.object({
  kind: z.literal('telegram'),
  token: Token,
  /** Number of a chat (negative for a group), or @name of a public channel. */
  chat: z
    .string()
    .trim()
    .regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{4,64})$/),
});
export const WebhookSettings = z.object({
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/ }).max(1_000),
  /** Key of the HMAC-SHA-256 in X-Sinyal-Signature. */
  secret: z.string().min(16).max(200),
});
/** By the mail server of SMTP_URL. */
export const MailSettings = z.object({ kind: z.literal('mail'), to: z.email().max(254) });
export const AlarmSettings = z.discriminatedUnion('kind', [TelegramSettings, WebhookSettings, MailSettings]);
export type AlarmSettings = z.infer<typeof AlarmSettings>;

const name = z.string().trim().min(1).max(60);
const villages = z.array(VillageCode).max(1_000);

/**
 * POST /api/alarms/channels. Villages: empty = every one. A witness is somebody outside the office: it gets the heads of
 * the chains each morning, and no alarms.
 */
export const NewAlarmChannel = z.object({
  name,
  villages,
  office: z.boolean(),
  witness: z.boolean().default(false),
  settings: AlarmSettings,
});
export type NewAlarmChannel = z.input<typeof NewAlarmChannel>;

/** PATCH /api/alarms/channels/:id: what is not given stays, the secret settings too. */
export const AlarmChannelChange = z.object({
  name: name.optional(),
  villages: villages.optional(),
  office: z.boolean().optional(),
  witness: z.boolean().optional(),
  disabled: z.boolean().optional(),
  settings: AlarmSettings.optional(),
});
export type AlarmChannelChange = z.infer<typeof AlarmChannelChange>;

/** A channel as screens see it: never its secrets. */
export const AlarmChannel = z.object({
  id: z.number().int(),
  name: z.string(),
  kind: AlarmKind,
  /** The chat, the mail address, or scheme and host of the address. */
  target: z.string(),
  villages: z.array(VillageCode),
  office: z.boolean(),
  witness: z.boolean(),
  createdAt: Instant,
  disabledAt: Instant.nullable(),
  failure: AlarmFailure.nullable(),
  failedSince: Instant.nullable(),
  /** Messages that wait to be delivered. */
  waiting: z.number().int(),
  lastDeliveredAt: Instant.nullable(),
});
export type AlarmChannel = z.infer<typeof AlarmChannel>;

/** POST /api/alarms/channels/:id/test */
export const AlarmTest = z.object({ failure: AlarmFailure.nullable() });
export type AlarmTest = z.infer<typeof AlarmTest>;

/** POST /api/alarms/telegram/chats: chats that wrote to the bot lately. */
export const TelegramChats = z.object({
  failure: AlarmFailure.nullable(),
  chats: z.array(z.object({ id: z.string(), title: z.string(), type: z.string() })),
});
export type TelegramChats = z.infer<typeof TelegramChats>;

/** One message as staff see it: of an outage, or among the last failures. */
export const AlarmDelivery = z.object({
  channel: z.string(),
  subject: z.string(),
  version: z.number().int(),
  delivered: z.number().int(),
  createdAt: Instant,
  deliveredAt: Instant.nullable(),
  failure: AlarmFailure.nullable(),
  /** Nothing more will be tried. */
  givenUp: z.boolean(),
});
export type AlarmDelivery = z.infer<typeof AlarmDelivery>;

/** Body of a webhook; the same `id` with a higher `version` replaces what was told before. */
export interface WebhookBody {
  readonly id: string;
  readonly version: number;
  readonly event: `${'outage' | 'office'}.${'opened' | 'changed' | 'closed'}` | 'chain.head' | 'test';
  readonly sentAt: string;
  /** Indonesian, plain. */
  readonly text: string;
  readonly content: AlarmContent;
}
