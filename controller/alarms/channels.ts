import {
  type AlarmChannel,
  type AlarmFailure,
  type AlarmKind,
  AlarmSettings,
  type NewAlarmChannel,
} from '#contract/alarms.ts';
import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import type { Db, Tx } from '../platform/db.ts';
import type { Sealer } from '../platform/seal.ts';

const boundTo = (id: number) => `alarm-channel:${id}`;
function targetOf(settings: AlarmSettings): string {
  if (settings.kind === 'telegram') return settings.chat;
  return settings.kind === 'mail' ? settings.to : new URL(settings.url).origin;
}

/** Settings with their secrets; throws WrongKey when the key is another. */
export const openSettings = (
  sealer: Sealer,
  { id, settingsSealed }: { id: number; settingsSealed: Uint8Array },
): AlarmSettings => AlarmSettings.parse(JSON.parse(sealer.open(settingsSealed, boundTo(id))));

const sealed = (sealer: Sealer, id: number, settings: AlarmSettings) =>
  new Uint8Array(sealer.seal(JSON.stringify(settings), boundTo(id)));

export async function addChannel(
  tx: Tx,
  sealer: Sealer,
  { name, villages, office, witness, settings }: NewAlarmChannel,
  now: Date,
): Promise<number> {
  const { id } = await tx.alarmChannel.create({
    data: {
      name,
      villages,
      office,
      witness: witness ?? false,
      kind: settings.kind,
      settingsSealed: new Uint8Array(),
      createdAt: now,
    },
  });
  await tx.alarmChannel.update({
    where: { id },
    data: { settingsSealed: sealed(sealer, id, settings) },
  });
  return id;
}

export const sealedSettings = (sealer: Sealer, id: number, settings: AlarmSettings) => ({
  kind: settings.kind,
  settingsSealed: sealed(sealer, id, settings),
  failure: null,
  failedSince: null,
});

export async function listChannels(db: Db | Tx, sealer: Sealer): Promise<AlarmChannel[]> {
  const rows = await db.alarmChannel.findMany({ orderBy: { name: 'asc' } });
  const counts = await db.$queryRaw<{ id: number; waiting: number; last: Date | null }[]>`
    select channel_id as id, (count(*) filter (where version > delivered and closed_at is null))::int as waiting,
      max(delivered_at) as last from alarm_message group by 1`;
  const byId = new Map(counts.map((row) => [row.id, row]));
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as AlarmKind,
    target: targetOf(openSettings(sealer, row)),
    villages: row.villages,
    office: row.office,
    witness: row.witness,
    createdAt: row.createdAt.toISOString(),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    failure: row.failure as AlarmFailure | null,
    failedSince: row.failedSince?.toISOString() ?? null,
    waiting: byId.get(row.id)?.waiting ?? 0,
    lastDeliveredAt: byId.get(row.id)?.last?.toISOString() ?? null,
  }));
}

/** A channel got through, or did not: shown beside it, and a chore of the office while any fails. */
export async function markChannel(
  db: Db,
  id: number,
  failure: AlarmFailure | null,
  now: Date,
): Promise<void> {
  await db.$executeRaw`update alarm_channel set failure = ${failure},
    failed_since = case when ${failure}::text is null then null else coalesce(failed_since, ${now}) end
    where id = ${id} and failure is distinct from ${failure}`;
  await tellChore(db, now);
}

/** The chore is open while a channel in use fails; call it whenever that may have changed. */
export async function tellChore(db: Db | Tx, now: Date): Promise<void> {
  const failing = await db.alarmChannel.findMany({
    where: { failure: { not: null }, disabledAt: null },
    select: { name: true },
    orderBy: { name: 'asc' },
  });
  if (failing.length === 0) await closeOfficeChore(db, 'alarm-failed', now);
  else await openOfficeChore(db, 'alarm-failed', failing.map(({ name }) => name).join(', '), now);
}
