import type { IncidentDecision } from '#contract/incidents.ts';
import type { Tx } from '../platform/db.ts';
import { Refusal } from '../platform/http.ts';

/** Which column of a router remembers a link. */
const REMEMBERED = { provider: 'provider', tower: 'tower', feeder: 'feeder' } as const;

/** Keeps what somebody decided; a confirmed link is remembered on its routers, so that it need not be told twice. */
export async function decideIncident(
  tx: Tx,
  id: number,
  { state, link, name, cause, reason }: IncidentDecision,
  staffId: number,
  now: Date,
): Promise<void> {
  if (state === 'confirmed' && link !== 'unknown' && name === null)
    throw new Refusal(400, 'invalid', 'a link needs its name', { fields: { name: 'name-needed' } });
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('incidents'))`;
  const incident = await tx.incident.findUnique({ where: { id }, include: { members: true } });
  if (!incident) throw new Refusal(404, 'not-found', `there is no incident ${id}`);
  await tx.incident.update({
    where: { id },
    data: {
      state,
      ...(state === 'confirmed' ? { link, name: link === 'unknown' ? null : name, cause } : {}),
      decidedById: staffId,
      decidedAt: now,
      reason,
    },
  });
  const column = link in REMEMBERED ? REMEMBERED[link as keyof typeof REMEMBERED] : null;
  if (state !== 'confirmed' || column === null) return;
  const ids = incident.members.map(({ routerId }) => routerId);
  await tx.router.updateMany({ where: { id: { in: ids } }, data: { [column]: name } });
}
