import { queryOptions } from '@tanstack/react-query';
import type { Feed } from '#contract/feeds.ts';
import { request } from '../api/client.ts';

/** Health changes by itself: asked again each half minute while it is looked at. */
export const feedsQuery = queryOptions({
  queryKey: ['feeds'],
  queryFn: ({ signal }) => request<Feed[]>('/api/feeds', { signal }),
  refetchInterval: 30_000,
});
