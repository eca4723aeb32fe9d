import { closeChore, openChore } from '../chores/store.ts';
import type { Db } from '../platform/db.ts';
import type { Nas } from './peer-of.ts';

/** So many packets of a router with a wrong secret, without a right one between them, are a chore. */
const WRONG_TO_CHORE = 3;
/** The time of the last proof is written no more often, ms. */
const WRITE_MS = 60_000;

/**
 * What packets prove of the routers that sent them. Kept in the database: once a router has signed, it must always
 * sign, after a restart too.
 */
export class Proofs {
  readonly #db: Db;
  readonly #now: () => Date;
  readonly #written = new Map<number, number>();
  readonly #wrong = new Map<number, number>();
  readonly #signed = new Set<number>();

  constructor(db: Db, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** Signed since this process started: known before the database says so. */
  hasSigned(routerId: number): boolean {
    return this.#signed.has(routerId);
  }

  /** Before the packet is worked on: rejects when it cannot be written down. */
  async proved(nas: Nas, signed: boolean): Promise<void> {
    const { routerId } = nas;
    const now = this.#now();
    this.#wrong.delete(routerId);
    const first = signed && !nas.signed;
    if (signed) this.#signed.add(routerId);
    const last = this.#written.get(routerId);
    if (!first && last !== undefined && now.getTime() - last < WRITE_MS) return;
    await this.#db.router.update({
      where: { id: routerId },
      data: { radiusProvedAt: now, ...(first ? { radiusSigned: true } : {}) },
    });
    await closeChore(this.#db, routerId, 'radius-secret', now);
    this.#written.set(routerId, now.getTime());
  }

  /** A packet bore this router's address or name, and another secret. */
  async wrong({ routerId }: Nas): Promise<void> {
    const count = (this.#wrong.get(routerId) ?? 0) + 1;
    this.#wrong.set(routerId, count);
    if (count !== WRONG_TO_CHORE) return;
    this.#written.delete(routerId);
    await openChore(this.#db, routerId, 'radius-secret', '', this.#now());
  }
}
