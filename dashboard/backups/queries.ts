import { queryOptions } from '@tanstack/react-query';
import type { BackupList } from '#contract/backups.ts';
import { request } from '../api/client.ts';

export const backupsQuery = queryOptions({
  queryKey: ['backups'],
  queryFn: ({ signal }) => request<BackupList>('/api/backups', { signal }),
  refetchInterval: 30_000,
});
