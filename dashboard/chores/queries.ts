import { queryOptions } from '@tanstack/react-query';
import type { ChoreList } from '#contract/status.ts';
import { request } from '../api/client.ts';

export const choresQuery = queryOptions({
  queryKey: ['chores'],
  queryFn: ({ signal }) => request<ChoreList>('/api/chores', { signal }),
  refetchInterval: 15_000,
});

export type RouterChore = ChoreList['routers'][number];
export type OfficeChore = NonNullable<ChoreList['office']>[number];
