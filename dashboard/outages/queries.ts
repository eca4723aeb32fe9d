import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import type { Availability, Cause, Outage, Period, VillageStrip } from '#contract/outages.ts';
import type { LookRow, Span } from '#contract/status.ts';
import type { Sparkline } from '#contract/usage.ts';
import { request, withQuery } from '../api/client.ts';
import { MOST_SAMPLES, olderThan, samplesOf } from './sample-pages.ts';

/** Figures of a day or month: they move slowly, ms. */
const FIGURES_MS = 60_000;
/** Lists of what just happened, ms. */
const NEWS_MS = 15_000;
const DAY_MS = 86_400_000;

const byRouter = <T extends { routerId: number }>(rows: readonly T[]): ReadonlyMap<number, T> =>
  new Map(rows.map((row) => [row.routerId, row]));

export const availabilityQuery = (period: Period) =>
  queryOptions({
    queryKey: ['availability', period],
    queryFn: ({ signal }) => request<Availability[]>(withQuery('/api/availability', { period }), { signal }),
    select: byRouter,
    refetchInterval: FIGURES_MS,
    staleTime: FIGURES_MS,
  });

export const sparklinesQuery = queryOptions({
  queryKey: ['sparklines'],
  queryFn: ({ signal }) => request<Sparkline[]>('/api/usage/sparklines', { signal }),
  select: byRouter,
  refetchInterval: FIGURES_MS,
  staleTime: FIGURES_MS,
});

export const spansQuery = (routerId: number) =>
  queryOptions({
    queryKey: ['spans', routerId],
    queryFn: ({ signal }) => request<Span[]>(`/api/routers/${routerId}/spans?hours=24`, { signal }),
    refetchInterval: FIGURES_MS,
  });

export const looksQuery = (routerId: number) =>
  queryOptions({
    queryKey: ['looks', routerId],
    queryFn: ({ signal }) => request<LookRow[]>(`/api/routers/${routerId}/looks?limit=20`, { signal }),
    refetchInterval: NEWS_MS,
  });

/** The outage of a router that is down now. */
export const openOutageQuery = (routerId: number) =>
  queryOptions({
    queryKey: ['outages', { router: routerId }],
    queryFn: ({ signal }) =>
      request<Outage[]>(withQuery('/api/outages', { router: routerId, open: true, limit: 1 }), { signal }),
    refetchInterval: NEWS_MS,
  });

export interface OutageFilter {
  readonly open?: boolean | undefined;
  readonly village?: string | undefined;
  readonly cause?: Cause | undefined;
  /** Shortest length, seconds. */
  readonly atLeast?: number | undefined;
  /** First day (WIB). */
  readonly since?: string | undefined;
  /** Last day (WIB). */
  readonly until?: string | undefined;
  readonly limit: number;
}

const wibMidnight = (day: string) => Date.parse(`${day}T00:00:00+07:00`);

export const outagesQuery = ({ since, until, ...filter }: OutageFilter) =>
  queryOptions({
    queryKey: ['outages', { since, until, ...filter }],
    queryFn: ({ signal }) =>
      request<Outage[]>(
        withQuery('/api/outages', {
          ...filter,
          from: since === undefined ? undefined : new Date(wibMidnight(since)).toISOString(),
          to: until === undefined ? undefined : new Date(wibMidnight(until) + DAY_MS).toISOString(),
        }),
        { signal },
      ),
    refetchInterval: NEWS_MS,
    placeholderData: (before) => before,
  });

/** The outage of this router whose first failed look was then (ms since the epoch); null when there is none. */
export const outageQuery = (routerId: number, start: number) =>
  queryOptions({
    queryKey: ['outages', { router: routerId, start }],
    queryFn: async ({ signal }): Promise<Outage | null> => {
      const window = { from: new Date(start).toISOString(), to: new Date(start + 1).toISOString() };
      const found = await request<Outage[]>(
        withQuery('/api/outages', { router: routerId, ...window, limit: 1 }),
        { signal },
      );
      return found[0] ?? null;
    },
    refetchInterval: NEWS_MS,
  });

export const stripsQuery = (until: string | undefined) =>
  queryOptions({
    queryKey: ['strips', until ?? null],
    queryFn: ({ signal }) =>
      request<VillageStrip[]>(withQuery('/api/strips', { days: 30, until }), { signal }),
    refetchInterval: FIGURES_MS,
    placeholderData: (before) => before,
  });

/** Spans of the 24 hours before `to`. */
export const daySpansQuery = (routerId: number, to: string) =>
  queryOptions({
    queryKey: ['spans', routerId, to],
    queryFn: ({ signal }) =>
      request<Span[]>(withQuery(`/api/routers/${routerId}/spans`, { hours: 24, to }), { signal }),
    refetchInterval: FIGURES_MS,
  });

/** Samples of a window, the newest first, page by page. */
export const samplesQuery = (routerId: number, from: string, to: string) =>
  infiniteQueryOptions({
    queryKey: ['samples', routerId, from, to],
    queryFn: ({ signal, pageParam: before }) =>
      request<LookRow[]>(withQuery(`/api/routers/${routerId}/looks`, { from, before, limit: MOST_SAMPLES }), {
        signal,
      }),
    initialPageParam: to,
    getNextPageParam: (page, _pages, before) => olderThan(page, before),
    select: ({ pages }) => samplesOf(pages),
    // The last samples of a window are on their way for a while after its end.
    refetchInterval: ({ state }) =>
      Date.parse(to) > Date.now() - FIGURES_MS && (state.data?.pages.length ?? 0) < 2 ? NEWS_MS : false,
  });
