import { queryOptions } from '@tanstack/react-query';
import type { Incident } from '#contract/incidents.ts';
import { request } from '../api/client.ts';

/** Lists of what just happened, ms. */
const NEWS_MS = 15_000;

export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal }) => request<Incident[]>('/api/incidents?limit=30', { signal }),
  refetchInterval: NEWS_MS,
});

export const incidentQuery = (id: number) =>
  queryOptions({
    queryKey: ['incidents', id],
    queryFn: ({ signal }) => request<Incident>(`/api/incidents/${id}`, { signal }),
    refetchInterval: NEWS_MS,
  });
