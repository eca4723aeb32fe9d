import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Action } from '#contract/actions.ts';
import type { Announcement } from '#contract/announcements.ts';
import type { Notice, RouterStatus } from '#contract/status.ts';
import { createLiveRows, type LiveRowsState } from './live-rows.ts';

/** Longest time that a counter waits before it is shown, ms. */
const FLUSH_MS = 250;

export const liveRows = createLiveRows({ flushMs: FLUSH_MS });

export interface Connection {
  /** `waiting` until the first snapshot. */
  readonly kind: 'waiting' | 'live' | 'lost';
  /** Controller's time (ms) when it was lost. */
  readonly lostAt: number | null;
  /** Controller's time (ms) of what is on screen. */
  readonly asOf: number | null;
  readonly notices: readonly Notice[];
  /** Why nothing could be shown yet: a code of the contract's problems. */
  readonly problem: string | null;
}

export const connection = createStore<Connection>(() => ({
  kind: 'waiting',
  lostAt: null,
  asOf: null,
  notices: [],
  problem: null,
}));

export const useConnection = <T>(select: (state: Connection) => T) => useStore(connection, select);
export const useRows = <T>(select: (state: LiveRowsState) => T) => useStore(liveRows.store, select);
export const useRow = (id: number): RouterStatus | undefined => useRows((state) => state.byId[id]);

interface Heard {
  action: Action;
  announcement: Announcement;
}
const ears: { [K in keyof Heard]: Set<(value: Heard[K]) => void> } = {
  action: new Set(),
  announcement: new Set(),
};

/** Calls `hear` on each change told by the controller; answers how to stop. */
export function onChange<K extends keyof Heard>(kind: K, hear: (value: Heard[K]) => void): () => void {
  ears[kind].add(hear);
  return () => void ears[kind].delete(hear);
}

export function tell<K extends keyof Heard>(kind: K, value: Heard[K]): void {
  for (const hear of ears[kind]) hear(value);
}
