import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Announcement, AnnouncementDraft, AnnouncementVersion } from '#contract/announcements.ts';
import type { VillageBoard } from '#contract/village-board.ts';
import { request, requestText, withQuery } from '../api/client.ts';
import { onChange } from '../live/store.ts';

export const announcementsQuery = queryOptions({
  queryKey: ['announcements'],
  queryFn: ({ signal }) => request<Announcement[]>('/api/announcements', { signal }),
  // A scheduled one is shown, and a shown one over, without anybody telling.
  refetchInterval: 60_000,
});

const put = (known: readonly Announcement[] | undefined, changed: Announcement) =>
  known?.some(({ id }) => id === changed.id)
    ? known.map((one) => (one.id === changed.id ? changed : one))
    : [changed, ...(known ?? [])];

/** All that she may read, kept true by the live stream. */
export function useAnnouncements() {
  const cache = useQueryClient();
  useEffect(
    () =>
      onChange('announcement', (changed) =>
        cache.setQueryData(announcementsQuery.queryKey, (known) => known && put(known, changed)),
      ),
    [cache],
  );
  return useQuery(announcementsQuery);
}

export const noteAnnouncement = (cache: ReturnType<typeof useQueryClient>, changed: Announcement) =>
  cache.setQueryData(announcementsQuery.queryKey, (known) => put(known, changed));

export const saveAnnouncement = (draft: AnnouncementDraft, known: Announcement | null) =>
  known === null
    ? request<Announcement>('/api/announcements', { method: 'POST', body: draft })
    : request<Announcement>(`/api/announcements/${known.id}`, {
        method: 'PUT',
        body: { ...draft, version: known.version },
      });

export const publishAnnouncement = (id: number) =>
  request<Announcement>(`/api/announcements/${id}/publish`, { method: 'POST' });
export const withdrawAnnouncement = (id: number) =>
  request<Announcement>(`/api/announcements/${id}/withdraw`, { method: 'POST' });

export interface PreviewOf {
  readonly draft: AnnouncementDraft;
  readonly village: string;
  readonly theme: 'light' | 'dark';
}

/** HTML of the very page that residents get. */
export const previewQuery = ({ draft, village, theme }: PreviewOf) =>
  queryOptions({
    queryKey: ['preview', draft, village, theme],
    queryFn: ({ signal }) =>
      requestText(withQuery('/api/announcements/preview', { village, theme }), {
        method: 'POST',
        body: draft,
        signal,
      }),
    placeholderData: (before) => before,
    gcTime: 60_000,
  });

/** Its acts, the newest first; asked again when it becomes another version. */
export const versionsQuery = (id: number, version: number) =>
  queryOptions({
    queryKey: ['announcement-versions', id, version],
    queryFn: ({ signal }) => request<AnnouncementVersion[]>(`/api/announcements/${id}/versions`, { signal }),
    placeholderData: (before) => before,
  });

export const boardQuery = (village: string, day: string) =>
  queryOptions({
    queryKey: ['village-board', village, day],
    queryFn: ({ signal }) =>
      request<VillageBoard>(withQuery(`/api/village-board/${village}`, { day }), { signal }),
    placeholderData: (before) => before,
    enabled: village !== '' && day !== '',
  });
