import { Physics } from '../world/physics.ts';
import { residentOf } from '../world/residents.ts';
import type { Hotspot } from './hotspot.ts';
import { join } from './servlet.ts';

/** How often is looked who has come and gone, ms. */
const LOOK = 1_000;
/** How long a newcomer waits for his MAC login, ms. */
const WAIT = 30_000;

/** Residents who are played: each comes with a phone, is logged in by its MAC where RADIUS lets it, and leaves again. */
export class Population {
  readonly #hotspot: Hotspot;
  readonly #physics: Physics;
  readonly #here = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(hotspot: Hotspot, residents: number) {
    this.#hotspot = hotspot;
    this.#physics = new Physics(hotspot.state.seed, residents, hotspot.state.timeline);
  }

  start(): void {
    this.look();
    this.#timer = setInterval(() => this.look(), LOOK).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  look(): void {
    const { state } = this.#hotspot;
    if (state.dead) {
      this.#here.clear();
      return;
    }
    const present = new Map(
      this.#physics
        .present(state.clock())
        .map(({ stay }) => [residentOf(state.seed, stay.resident), stay] as const)
        .map(([person, stay]) => [person.mac, { person, stay }]),
    );
    for (const [mac, { person, stay }] of present) {
      if (this.#here.has(mac)) continue;
      this.#here.add(mac);
      const phone = this.#hotspot.phone(mac, person.hostName);
      phone.use = { down: stay.down, up: stay.up };
      void join(this.#hotspot, phone, WAIT);
    }
    for (const mac of this.#here) {
      if (present.has(mac)) continue;
      this.#here.delete(mac);
      const phone = this.#hotspot.byMac(mac);
      if (phone) this.#hotspot.forget(phone);
    }
  }
}
