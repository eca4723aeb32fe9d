import { queryOptions } from '@tanstack/react-query';
import type { AgentEntry, RouterEntry, Village } from '#contract/villages.ts';
import { request } from './client.ts';

/** Villages hardly ever change, ms. */
const STABLE_MS = 600_000;

export const villagesQuery = queryOptions({
  queryKey: ['villages'],
  queryFn: ({ signal }) => request<Village[]>('/api/villages', { signal }),
  staleTime: STABLE_MS,
});

export const routerEntriesQuery = queryOptions({
  queryKey: ['router-entries'],
  queryFn: ({ signal }) => request<RouterEntry[]>('/api/router-entries', { signal }),
});

export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: ({ signal }) => request<AgentEntry[]>('/api/agents', { signal }),
  refetchInterval: 15_000,
});
