import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Action, ActionRequest } from '#contract/actions.ts';
import { request } from '../api/client.ts';
import { onChange } from '../live/store.ts';

const actionsQuery = (routerId: number) =>
  queryOptions({
    queryKey: ['actions', routerId],
    queryFn: ({ signal }) => request<Action[]>(`/api/routers/${routerId}/actions?limit=10`, { signal }),
  });

/** The newest first; a changed one takes the place of what was known of it. */
export function withAction(known: readonly Action[], changed: Action): Action[] {
  return [changed, ...known.filter((action) => action.id !== changed.id)].toSorted((a, b) =>
    b.askedAt.localeCompare(a.askedAt),
  );
}

/** Actions of a router, kept true by the live stream. */
export function useActions(routerId: number) {
  const cache = useQueryClient();
  useEffect(
    () =>
      onChange('action', (action) => {
        if (action.routerId !== routerId) return;
        cache.setQueryData(actionsQuery(routerId).queryKey, (known) => known && withAction(known, action));
      }),
    [cache, routerId],
  );
  return useQuery(actionsQuery(routerId));
}

export const askReboot = (routerId: number, asked: ActionRequest) =>
  request<Action>(`/api/routers/${routerId}/actions`, { method: 'POST', body: asked });

export const noteAction = (cache: ReturnType<typeof useQueryClient>, action: Action) =>
  cache.setQueryData(actionsQuery(action.routerId).queryKey, (known) => withAction(known ?? [], action));
