import { queryOptions } from '@tanstack/react-query';
import type { Reading } from '#contract/looks.ts';
import type { Chore, RouterStatus } from '#contract/status.ts';
import type { RouterEntry } from '#contract/villages.ts';
import { request } from '../api/client.ts';

export type RouterDetail = RouterEntry & {
  readonly status: RouterStatus;
  readonly reading: Reading | null;
  readonly chores: readonly Chore[];
};

export const routerQuery = (id: number) =>
  queryOptions({
    queryKey: ['router', id],
    queryFn: ({ signal }) => request<RouterDetail>(`/api/routers/${id}`, { signal }),
    refetchInterval: 15_000,
  });
