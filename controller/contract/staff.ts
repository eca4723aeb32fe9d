import { z } from 'zod';
import { VillageCode } from './names.ts';

export const roles = ['viewer', 'technician', 'editor', 'operator', 'admin'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Every route and socket event names one of these. */
export const verbs = [
  'status:read',
  'usage:read',
  'chores:read',
  'router:act',
  'router:write',
  'village:write',
  'announcement:read',
  'announcement:write',
  'agent:write',
  'staff:write',
  'audit:read',
  'alarm:write',
  'backup:read',
  'outage:write',
  'incident:write',
  'report:read',
  'report:write',
  'access:read',
  'access:write',
  'voucher:write',
  'feed:write',
  'resident-report:read',
  'resident-report:write',
  'privacy:ask',
  'privacy:decide',
] as const;
export const Verb = z.enum(verbs);
export type Verb = z.infer<typeof Verb>;

/** GET /api/session */
export const Me = z.object({
  id: z.number().int(),
  name: z.string(),
  role: Role,
  /** Villages that a technician or editor is limited to; null = all. */
  villages: z.array(VillageCode).nullable(),
  locale: z.enum(['id', 'en']),
});
export type Me = z.infer<typeof Me>;

/** POST /api/session */
export const SignIn = z.object({
  name: z.string().trim().min(1).max(100),
  password: z.string().min(1).max(200),
});
export type SignIn = z.infer<typeof SignIn>;

/** PUT /api/session/password */
export const OwnPassword = z.object({
  current: z.string().min(1).max(200),
  next: z.string().min(10).max(200),
});
export type OwnPassword = z.infer<typeof OwnPassword>;

export const NewStaff = z.object({
  name: z
    .string()
    .trim()
    .regex(/^[a-z0-9._-]{2,40}$/),
  password: z.string().min(10).max(200),
  role: Role,
  villages: z.array(VillageCode).nullable(),
});
export type NewStaff = z.infer<typeof NewStaff>;

/** One row of the audit log. */
export const AuditEntry = z.object({
  id: z.number().int(),
  at: z.iso.datetime(),
  actor: z.string(),
  act: z.string(),
  target: z.string(),
  reason: z.string().nullable(),
  /** Address that the request came from. */
  from: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
