import { queryOptions } from '@tanstack/react-query';

import type { Availability, Outage, Period } from '#contract/outages.ts';
import type { LookRow, Span } from '#contract/status.ts';
import type { Sparkline } from '#contract/usage.ts';
import { request, withQuery } from '../api/client.ts';

/** Figures of a day or month: they move slowly, ms. */
const FIGURES_MS = 60_000;
/** Lists of what just happened, ms. */
const NEWS_MS = 15_000;

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
  readonly limit: number;
}

export const outagesQuery = ({ open, village, limit }: OutageFilter) =>
  queryOptions({
    queryKey: ['outages', { open, village, limit }],
    queryFn: ({ signal }) =>
      request<Outage[]>(withQuery('/api/outages', { open, village, limit }), { signal }),
    refetchInterval: NEWS_MS,
    placeholderData: (before) => before,
  });
