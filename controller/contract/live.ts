import { z } from 'zod';
import type { Action } from './actions.ts';
import type { Announcement } from './announcements.ts';
import { VillageCode } from './names.ts';
import type { Notice, RouterStatus, Snapshot } from './status.ts';

/** A changed row: only what changed, and the row's new version. */
export type RouterDelta = Partial<RouterStatus> & Pick<RouterStatus, 'id' | 'version'>;

/** What the controller tells a dashboard, each only to those who may read it. */
export interface LiveEvents {
  /** State changes at once, counters gathered for 250 ms. A version that skips one: ask for a snapshot. */
  'routers:delta': (deltas: RouterDelta[]) => void;
  'action:changed': (action: Action) => void;
  'announcement:changed': (announcement: Announcement) => void;
  notices: (notices: Notice[]) => void;
  /** Routers were added, moved or removed: ask for a snapshot. */
  'routers:stale': () => void;
}

/** What a dashboard may ask. */
export const WatchRequest = z.object({ villages: z.array(VillageCode).max(1000).nullable() });
export interface LiveRequests {
  /** Present state of all that she may see (of `villages`, or of all); deltas follow. */
  watch: (
    request: z.infer<typeof WatchRequest>,
    done: (answer: Snapshot | { error: string }) => void,
  ) => void;
}
