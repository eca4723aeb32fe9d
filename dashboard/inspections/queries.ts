import { queryOptions } from '@tanstack/react-query';
import type { Inspection, InspectionRequest, RouterLogLine } from '#contract/inspection.ts';
import { request } from '../api/client.ts';

/** Fast while somebody waits. */
const WAITING_MS = 1_000;
const RESTING_MS = 30_000;

export const inspectionQuery = (id: number) =>
  queryOptions({
    queryKey: ['inspection', id],
    queryFn: ({ signal }) => request<Inspection>(`/api/routers/${id}/inspection`, { signal }),
    refetchInterval: ({ state }) => (state.data?.underWay ? WAITING_MS : RESTING_MS),
  });

export const askInspection = (id: number) =>
  request<InspectionRequest>(`/api/routers/${id}/inspection`, { method: 'POST' });

export const routerLogQuery = (id: number) =>
  queryOptions({
    queryKey: ['router-log', id],
    queryFn: ({ signal }) => request<RouterLogLine[]>(`/api/routers/${id}/log`, { signal }),
    refetchInterval: RESTING_MS,
  });
