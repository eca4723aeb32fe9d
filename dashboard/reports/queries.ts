import { queryOptions } from '@tanstack/react-query';
import type { Claim, PaperJob, ReportView } from '#contract/reports.ts';
import type { Letterhead } from '#contract/service-levels.ts';
import { request } from '../api/client.ts';

/** The present month moves slowly, ms. */
const MONTH_MS = 60_000;
/** A paper that is being made, ms. */
const PAPER_MS = 700;

export const reportQuery = (month: string, revision: number | null) =>
  queryOptions({
    queryKey: ['report', month, revision],
    queryFn: ({ signal }) =>
      request<ReportView>(`/api/reports/${month}${revision === null ? '' : `/${revision}`}`, { signal }),
    refetchInterval: revision === null ? MONTH_MS : false,
  });

export const claimsQuery = (month: string) =>
  queryOptions({
    queryKey: ['claims', month],
    queryFn: ({ signal }) => request<Claim[]>(`/api/reports/${month}/claims`, { signal }),
    staleTime: MONTH_MS,
  });

export const letterheadQuery = queryOptions({
  queryKey: ['letterhead'],
  queryFn: ({ signal }) => request<Letterhead>('/api/letterhead', { signal }),
});

export const paperQuery = (id: string) =>
  queryOptions({
    queryKey: ['paper', id],
    queryFn: ({ signal }) => request<PaperJob>(`/api/papers/${id}`, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.state === 'done' || state.data?.state === 'failed' ? false : PAPER_MS,
  });
