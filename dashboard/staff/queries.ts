import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { AuditEntry, Me, NewStaff, Role } from '#contract/staff.ts';
import { request, withQuery } from '../api/client.ts';

/** One row of GET /api/staff. */
export interface Person extends Me {
  readonly createdAt: string;
  readonly disabledAt: string | null;
  readonly seenAt: string | null;
}

export interface PersonChange {
  readonly role?: Role;
  readonly villages?: readonly string[] | null;
  readonly password?: string;
  readonly disabled?: boolean;
}

export const peopleQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => request<Person[]>('/api/staff', { signal }),
});

export const addPerson = (person: NewStaff) =>
  request<Person>('/api/staff', { method: 'POST', body: person });
export const changePerson = (id: number, change: PersonChange) =>
  request<Person>(`/api/staff/${id}`, { method: 'PATCH', body: change });

export const AUDIT_PAGE = 50;

export const auditQuery = infiniteQueryOptions({
  queryKey: ['audit'],
  queryFn: ({ pageParam, signal }) =>
    request<AuditEntry[]>(withQuery('/api/audit', { before: pageParam, limit: AUDIT_PAGE }), { signal }),
  initialPageParam: undefined as number | undefined,
  getNextPageParam: (page) => (page.length < AUDIT_PAGE ? undefined : page.at(-1)?.id),
});
