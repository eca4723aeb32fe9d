import { queryOptions, useQuery } from '@tanstack/react-query';
import { granted } from '#contract/rights.ts';
import type { Me, OwnPassword, SignIn, Verb } from '#contract/staff.ts';
import { RequestFailed, request } from './client.ts';

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) =>
    request<Me>('/api/session', { signal }).catch((error: unknown) => {
      if (error instanceof RequestFailed && error.status === 401) return null;
      throw error;
    }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const signIn = (asked: SignIn) => request<Me>('/api/session', { method: 'POST', body: asked });
export const signOut = () => request<void>('/api/session', { method: 'DELETE' });
export const changePassword = (asked: OwnPassword) =>
  request<void>('/api/session/password', { method: 'PUT', body: asked });
export const setLocale = (locale: Me['locale']) =>
  request<unknown>('/api/session', { method: 'PATCH', body: { locale } });

/** What to offer her. The controller decides; this only spares her buttons that would be refused. */
export function offers(me: Me | null | undefined, verb: Verb, village?: string): boolean {
  if (!me || !granted[me.role].has(verb)) return false;
  return village === undefined || me.villages === null || me.villages.includes(village);
}

export function useMe(): Me | null {
  return useQuery(sessionQuery).data ?? null;
}
