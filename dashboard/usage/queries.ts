import { queryOptions } from '@tanstack/react-query';
import type { UsagePoint, UsageView } from '#contract/usage.ts';
import { request, withQuery } from '../api/client.ts';

/** Who is online at a router, without names. */
export interface Sessions {
  readonly total: number;
  readonly users: readonly {
    readonly sinceMinutes: number;
    readonly receiveBytes: string;
    readonly transmitBytes: string;
    readonly plan: string;
  }[];
}

export const usageQuery = (routerId: number) =>
  queryOptions({
    queryKey: ['usage', routerId],
    queryFn: ({ signal }) => request<UsagePoint[]>(`/api/routers/${routerId}/usage?hours=24`, { signal }),
    refetchInterval: 60_000,
  });

export const sessionsQuery = (routerId: number) =>
  queryOptions({
    queryKey: ['sessions', routerId],
    queryFn: ({ signal }) => request<Sessions>(`/api/routers/${routerId}/sessions`, { signal }),
    refetchInterval: 30_000,
  });

export const areaUsageQuery = (
  area: string,
  window: { readonly from: string; readonly to: string; readonly step: string },
) =>
  queryOptions({
    queryKey: ['area-usage', area, window],
    queryFn: ({ signal }) => request<UsageView>(withQuery('/api/usage', { area, ...window }), { signal }),
    // Nothing of another area or span stands under the names of this one while it loads.
    refetchInterval: 300_000,
  });
