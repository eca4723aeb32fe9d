import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RouterDelta } from '#contract/live.ts';
import type { RouterStatus } from '#contract/status.ts';

export interface LiveRowsState {
  readonly byId: Readonly<Record<number, RouterStatus>>;
  readonly ids: readonly number[];
}

/** Rows that change many times a second. A row of the page selects its own: `useRow(id)`. */
export interface LiveRows {
  readonly store: StoreApi<LiveRowsState>;
  /** Replaces everything: the snapshot after each (re)connection. Deltas from before it are dropped. */
  reset(rows: readonly RouterStatus[]): void;
  /**
   * Merges partial rows. A state change is shown at once, counters at the next flush. Answers true when a version was
   * skipped: something was missed, ask for a snapshot.
   */
  patch(deltas: readonly RouterDelta[]): boolean;
}

export interface LiveRowsOptions {
  /** Longest time that a counter waits before it is shown, ms. */
  readonly flushMs: number;
  readonly schedule?: (flush: () => void, ms: number) => unknown;
}

export function createLiveRows({ flushMs, schedule = setTimeout }: LiveRowsOptions): LiveRows {
  const store = createStore<LiveRowsState>(() => ({ byId: {}, ids: [] }));
  const pending = new Map<number, RouterDelta>();
  let scheduled = false;

  const flush = () => {
    scheduled = false;
    if (pending.size === 0) return;
    const byId = { ...store.getState().byId };
    for (const [id, delta] of pending) {
      const row = byId[id];
      if (row !== undefined) byId[id] = { ...row, ...delta };
    }
    pending.clear();
    store.setState({ byId });
  };

  return {
    store,
    reset(rows) {
      pending.clear();
      store.setState({
        byId: Object.fromEntries(rows.map((row) => [row.id, row])),
        ids: rows.map((row) => row.id),
      });
    },
    patch(deltas) {
      const { byId } = store.getState();
      let missed = false;
      let urgent = false;
      for (const delta of deltas) {
        const row = byId[delta.id];
        if (row === undefined) {
          missed = true;
          continue;
        }
        const known = pending.get(delta.id)?.version ?? row.version;
        // An older one was overtaken by the snapshot; an equal one adds what does not count versions (an action's step).
        if (delta.version < known) continue;
        if (delta.version > known + 1) missed = true;
        if (delta.state !== undefined && delta.state !== row.state) urgent = true;
        if (delta.action !== undefined && delta.action !== row.action) urgent = true;
        pending.set(delta.id, { ...pending.get(delta.id), ...delta });
      }
      if (urgent) flush();
      else if (!scheduled && pending.size > 0) {
        scheduled = true;
        schedule(flush, flushMs);
      }
      return missed;
    },
  };
}
