import { QueryClient } from '@tanstack/react-query';
import { RequestFailed } from './client.ts';

/** What was read once stays on screen while it is read anew; a refusal is not tried again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        refetchOnWindowFocus: true,
        retry: (failures, error) =>
          failures < 2 && (!(error instanceof RequestFailed) || error.status === 0 || error.status >= 500),
      },
    },
  });
}
