import { queryOptions } from '@tanstack/react-query';
import type { AlarmChannel, AlarmDelivery } from '#contract/alarms.ts';
import { request } from '../api/client.ts';

const NEWS_MS = 10_000;

export const channelsQuery = queryOptions({
  queryKey: ['alarms', 'channels'],
  queryFn: ({ signal }) => request<AlarmChannel[]>('/api/alarms/channels', { signal }),
  refetchInterval: NEWS_MS,
});

export const failuresQuery = queryOptions({
  queryKey: ['alarms', 'failures'],
  queryFn: ({ signal }) => request<AlarmDelivery[]>('/api/alarms/failures', { signal }),
  refetchInterval: NEWS_MS,
});
