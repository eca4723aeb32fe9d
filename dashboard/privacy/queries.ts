import { queryOptions } from '@tanstack/react-query';
import type { DataRequest, LegalHold } from '#contract/privacy.ts';
import { request } from '../api/client.ts';

export const requestsQuery = queryOptions({
  queryKey: ['privacy', 'requests'],
  queryFn: ({ signal }) => request<DataRequest[]>('/api/privacy/requests', { signal }),
});

export const holdsQuery = queryOptions({
  queryKey: ['privacy', 'holds'],
  queryFn: ({ signal }) => request<LegalHold[]>('/api/privacy/holds', { signal }),
});

/** What a field of date and time holds is WIB; null when it holds none. */
export function instantOf(local: string): string | null {
  const at = Date.parse(`${local}:00+07:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
