import type { RouterEvents } from './handle.ts';

type Name = keyof RouterEvents;
type Listener = { event: Name; take: (value: unknown) => void };

/** What happens in a router, to be awaited by tests instead of slept for. Nothing is kept but how often each command ran. */
export class Events {
  readonly #listeners = new Set<Listener>();
  readonly #counts = new Map<string, number>();
  readonly #who: string;

  constructor(who: string) {
    this.#who = who;
  }

  emit<E extends Name>(event: E, value: RouterEvents[E]): void {
    for (const listener of [...this.#listeners]) if (listener.event === event) listener.take(value);
  }

  /** Counted first, told after: `seen` may look from within a listener. */
  command(value: RouterEvents['command']): void {
    this.#counts.set(value.command, this.count(value.command) + 1);
    this.emit('command', value);
  }

  count(command: string): number {
    return this.#counts.get(command) ?? 0;
  }

  /** Every such event from now on; what it gives back ends that. */
  on<E extends Name>(event: E, take: (value: RouterEvents[E]) => void): () => void {
    const listener: Listener = { event, take: take as Listener['take'] };
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  next<E extends Name>(
    event: E,
    {
      where = () => true,
      withinMs = 10_000,
    }: { where?: ((value: RouterEvents[E]) => boolean) | undefined; withinMs?: number | undefined } = {},
  ): Promise<RouterEvents[E]> {
    return new Promise((resolve, reject) => {
      const take = (value: unknown): void => {
        if (!where(value as RouterEvents[E])) return;
        clearTimeout(timer);
        this.#listeners.delete(listener);
        resolve(value as RouterEvents[E]);
      };
      const listener: Listener = { event, take };
      const timer = setTimeout(() => {
        this.#listeners.delete(listener);
        reject(new Error(`${this.#who}: no '${event}' within ${withinMs} ms`));
      }, withinMs);
      this.#listeners.add(listener);
    });
  }

  async seen(
    command: string,
    { times = 1, withinMs = 10_000 }: { times?: number; withinMs?: number } = {},
  ): Promise<void> {
    if (this.count(command) >= times) return;
    try {
      await this.next('command', { where: () => this.count(command) >= times, withinMs });
    } catch {
      throw new Error(
        `${this.#who}: ${command} ran ${this.count(command)} times within ${withinMs} ms, awaited were ${times}`,
      );
    }
  }
}
