import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Deadlines, ReportList, ReportQuery, Templates } from '#contract/resident-reports.ts';
import { request, withQuery } from '../api/client.ts';

/** People wait for an answer, ms. */
const NEWS_MS = 15_000;

export const reportsQuery = (query: ReportQuery) =>
  queryOptions({
    queryKey: ['resident-reports', query],
    queryFn: ({ signal }) => request<ReportList>(withQuery('/api/resident-reports', query), { signal }),
    refetchInterval: NEWS_MS,
    placeholderData: keepPreviousData,
  });

export const templatesQuery = queryOptions({
  queryKey: ['resident-report-templates'],
  queryFn: ({ signal }) => request<Templates>('/api/resident-reports/templates', { signal }),
});

export const deadlinesQuery = queryOptions({
  queryKey: ['resident-report-deadlines'],
  queryFn: ({ signal }) => request<Deadlines>('/api/resident-reports/deadlines', { signal }),
});
