import type { State } from '#contract/status.ts';

const STATES: Record<State, true> = { down: true, degraded: true, unknown: true, up: true };

/** What stands in the address of each page. Whatever does not parse is left out, never an error: links get cut. */
type Raw = Readonly<Record<string, unknown>>;
const text = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value.slice(0, 100) : undefined;

export interface OverviewSearch {
  readonly state?: State | undefined;
  readonly q?: string | undefined;
}

export function overviewSearch({ state, q }: Raw): OverviewSearch {
  return {
    state: typeof state === 'string' && Object.hasOwn(STATES, state) ? (state as State) : undefined,
    q: typeof q === 'number' ? String(q) : text(q),
  };
}
