import { z } from 'zod';
import { Instant, Uplink, Via, VillageCode } from '#contract/names.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';
import type { Sealer } from '../platform/seal.ts';
import { factsOf, lockFleet, saveRouter } from './facts-store.ts';
import { changedFields, type RouterFacts } from './plan-import.ts';
import { changeThresholdsAt } from './plans.ts';
import { isHost } from './read-lines.ts';
import { isFactoryIdentity, newRadiusSecret } from './secrets.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^\P{Cc}+$/u);
const origin = z
  .string()
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, 'not-an-origin');

/** PATCH /api/routers/{id}: what is not named stays, null takes away. The name is for ever. */
export const RouterChange = z
  .strictObject({
    villageCode: VillageCode,
    host: z.string().max(253).refine(isHost, 'not-a-host'),
    port: z.number().int().min(1).max(65_535),
    tls: z.boolean(),
    username: text(100),
    password: z.string().max(200),
    action: z.object({ username: text(100), password: z.string().max(200) }).nullable(),
    uplink: Uplink,
    via: Via,
    serial: text(100).nullable(),
    nasIdentifier: z
      .string()
      .regex(/^[A-Za-z0-9._-]{6,64}$/)
      .refine((name) => !isFactoryIdentity(name), 'factory-identity'),
    radiusSecret: z.string().min(16).max(128),
    /** `http://10.5.50.1:8081`: where phones of this router log in. */
    loginOrigin: origin.nullable(),
    /** From which its RADIUS packets come. */
    tunnelAddress: z.union([z.ipv4(), z.ipv6()]).nullable(),
    contact: z.object({ name: text(100), phone: z.string().regex(/^\+?[0-9 -]{6,20}$/) }).nullable(),
    provider: text(100).nullable(),
    customerNo: text(100).nullable(),
    plnId: text(100).nullable(),
    paidUntil: z.iso.date().nullable(),
    dataQuotaGb: z.number().positive().nullable(),
    servicePlan: text(60),
    simulated: z.boolean(),
    /** Only earlier than now. */
    inServiceSince: Instant,
  })
  .partial();
export type RouterChange = z.infer<typeof RouterChange>;

/** Does it, in the transaction; returns the router's name and what changed, secrets only by name. Throws Refusal. */
export async function changeRouter(
  tx: Tx,
  sealer: Sealer,
  id: number,
  change: RouterChange,
  now: Date,
): Promise<{ name: string; changed: Record<string, unknown> }> {
  await lockFleet(tx);
  const row = await tx.router.findFirst({ where: { id, removedAt: null } });
  if (!row) throw new Refusal(404, 'not-found', `there is no router ${id}`);
  const is = factsOf(sealer, row);
  const next = nextFacts(is, change);
  await refuseClash(tx, id, next, change, now);
  const fields = changedFields(is, next);
  if (fields.length > 0) await saveRouter(tx, sealer, row, next);
  const { loginOrigin, tunnelAddress, simulated, inServiceSince, servicePlan } = change;
  if (servicePlan !== undefined) await changeThresholdsAt(tx, now);
  await tx.router.update({
    where: { id },
    data: {
      ...(loginOrigin === undefined ? {} : { loginOrigin }),
      ...(tunnelAddress === undefined ? {} : { tunnelAddress }),
      ...(simulated === undefined ? {} : { simulated }),
      ...(inServiceSince === undefined ? {} : { inServiceSince: new Date(inServiceSince) }),
      ...(servicePlan === undefined ? {} : { servicePlan: { connect: { name: servicePlan } } }),
      // What was proved, was proved with the old secret under the old name.
      ...(fields.includes('radiusSecret') || fields.includes('nasIdentifier')
        ? { radiusProvedAt: null, radiusSigned: false }
        : {}),
    },
  });
  return { name: row.name, changed: told(change) };
}

function nextFacts(is: RouterFacts, change: RouterChange): RouterFacts {
  const { contact, loginOrigin, tunnelAddress, simulated, inServiceSince, servicePlan, ...plain } = change;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  return {
    ...is,
    ...(is.radiusSecret === '' ? { radiusSecret: newRadiusSecret() } : {}),
    ...given,
    ...(contact === undefined
      ? {}
      : { contactName: contact?.name ?? null, contactPhone: contact?.phone ?? null }),
  };
}

async function refuseClash(
  tx: Tx,
  id: number,
  { villageCode, host, port, nasIdentifier, serial }: RouterFacts,
  { tunnelAddress, servicePlan, inServiceSince }: RouterChange,
  now: Date,
): Promise<void> {
  const refuse = (field: string, code: string) => {
    throw new Refusal(400, 'invalid', `${field}: ${code}`, { fields: { [field]: code } });
  };
  const others = { id: { not: id } };
  if ((await tx.village.count({ where: { code: villageCode } })) === 0)
    refuse('villageCode', 'unknown-village');
  if (await tx.router.count({ where: { ...others, host, port, removedAt: null } })) refuse('host', 'taken');
  if (await tx.router.count({ where: { ...others, nasIdentifier } })) refuse('nasIdentifier', 'taken');
  const sameSerial = serial && { serial: { equals: serial, mode: 'insensitive' as const } };
  if (sameSerial && (await tx.router.count({ where: { ...others, ...sameSerial, removedAt: null } })))
    refuse('serial', 'taken');
  if (tunnelAddress && (await tx.router.count({ where: { ...others, tunnelAddress } })))
    refuse('tunnelAddress', 'taken');
  if (servicePlan !== undefined && (await tx.servicePlan.count({ where: { name: servicePlan } })) === 0)
    refuse('servicePlan', 'unknown-plan');
  if (inServiceSince !== undefined && new Date(inServiceSince) > now)
    refuse('inServiceSince', 'in-the-future');
}

const SECRETS: ReadonlySet<string> = new Set(['password', 'action', 'radiusSecret']);

/** For the audit log. */
const told = (change: RouterChange): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(change).map(([field, value]) => [
      field,
      SECRETS.has(field) && value !== null ? 'changed' : value,
    ]),
  );
