import { type Db, Prisma } from '../platform/db.ts';

const HOUR_MS = 3_600_000;
const SLOT_MS = 30_000;
const SLOTS = HOUR_MS / SLOT_MS;
/** More that could not be written yet are not kept; 12 routers would need a day for it. */
const MOST_WAITING = 50_000;

interface Sign {
  readonly routerId: number;
  readonly hour: number;
  readonly slot: number;
  /** Whole seconds into the slot. */
  readonly second: number;
}

/**
 * When routers spoke by themselves: a packet that their secret proves shows that one is alive and has a way to us, even
 * where no agent reaches it. One a router and 30 s is kept, the first; controller/outages reads them.
 */
export class SignsOfLife {
  readonly #db: Db;
  readonly #last = new Map<number, number>();
  #waiting: Sign[] = [];

  constructor(db: Db) {
    this.#db = db;
  }

  /** `at` is when it arrived, by our clock: what a packet says of its own time proves nothing. */
  heard(routerId: number, at: Date): void {
    const number = Math.floor(at.getTime() / SLOT_MS);
    if (number <= (this.#last.get(routerId) ?? 0) || this.#waiting.length >= MOST_WAITING) return;
    this.#last.set(routerId, number);
    this.#waiting.push({
      routerId,
      hour: Math.floor(at.getTime() / HOUR_MS) * HOUR_MS,
      slot: number % SLOTS,
      second: Math.floor((at.getTime() % SLOT_MS) / 1000),
    });
  }

  /** Writes what was heard since; what cannot be written waits. Several controllers may write of one router. */
  async write(now: Date): Promise<void> {
    const taken = this.#waiting;
    this.#waiting = [];
    try {
      for (const some of rounds(taken)) await this.#writeSome(some, now);
    } catch (error) {
      this.#waiting = [...taken, ...this.#waiting].slice(0, MOST_WAITING);
      throw error;
    }
  }

  async #writeSome(signs: readonly Sign[], now: Date): Promise<void> {
    const given = Prisma.sql`unnest(${signs.map(({ routerId }) => routerId)}::int[],
      ${signs.map(({ hour }) => new Date(hour).toISOString())}::timestamptz[], ${signs.map(({ slot }) => slot)}::int[],
      ${signs.map(({ second }) => second + 1)}::int[]) as g (router_id, hour, slot, value)`;
    await this.#db.$executeRaw`
      insert into sign_of_life (router_id, hour, kind, slots, changed_at)
      select g.router_id, g.hour, 'radius', decode(repeat('00', ${SLOTS}::int), 'hex'), ${now}
      from ${given} join router r on r.id = g.router_id
      on conflict do nothing`;
    await this.#db.$executeRaw`
      update sign_of_life s set slots = set_byte(s.slots, g.slot, g.value), changed_at = ${now} from ${given}
      where s.router_id = g.router_id and s.hour = g.hour and s.kind = 'radius' and get_byte(s.slots, g.slot) = 0`;
  }
}

/** A statement changes a row but once: of each row one sign a round. */
function rounds(signs: readonly Sign[]): Sign[][] {
  const all: Sign[][] = [];
  for (const same of Map.groupBy(signs, ({ routerId, hour }) => `${routerId} ${hour}`).values()) {
    for (const [round, sign] of same.entries()) {
      all[round] ??= [];
      all[round].push(sign);
    }
  }
  return all;
}
