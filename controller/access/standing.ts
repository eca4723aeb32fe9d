import type { Db } from '../platform/db.ts';
import { dayStart, nextReset } from './day.ts';
import { type Left, leftOf } from './plan.ts';
import { usedSince } from './sessions.ts';
import { findTicket } from './tickets.ts';

/** What a phone that was let in may still use today. */
export interface Standing extends Left {
  readonly mac: string;
  readonly plan: string;
  /** The day of its quota ends: 04:00 WIB. */
  readonly until: Date;
}

/** By the name of a ticket. Null until RADIUS has let its phone in with it: before that, nothing is proved. */
export async function standingOf(
  db: Db,
  routerId: number,
  ticketName: string,
  now: Date,
): Promise<Standing | null> {
  const ticket = await findTicket(db, Buffer.from(ticketName, 'hex'));
  if (!ticket || ticket.usedAt === null || ticket.routerId !== routerId) return null;
  const used = await usedSince(db, ticket.mac, dayStart(now));
  return { mac: ticket.mac, plan: ticket.plan.name, until: nextReset(now), ...leftOf(ticket.plan, used) };
}
