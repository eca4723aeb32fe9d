import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { sessionQuery } from '../api/session.ts';
import { TextProvider } from '../ui/text.tsx';
import { Frame } from './frame.tsx';
import { read } from './theme.ts';

/** Around every page: the language of who is signed in, or what this browser kept. */
export function Root() {
  const { data: me } = useQuery({ ...sessionQuery, enabled: false });
  return (
    <TextProvider locale={me?.locale ?? (read('locale') === 'en' ? 'en' : 'id')}>
      <Outlet />
    </TextProvider>
  );
}

/** Around every page behind the door: the frame, and the live stream. */
export function Signed() {
  const { data: me } = useQuery(sessionQuery);
  const router = useRouter();
  const cache = useQueryClient();
  const signedIn = me !== null && me !== undefined;
  useEffect(() => {
    if (!signedIn) {
      void router.invalidate();
      return;
    }
    let stop = () => {};
    let left = false;
    const ask = () => void cache.invalidateQueries({ queryKey: sessionQuery.queryKey });
    void import('../live/socket.ts').then(({ startLive }) => {
      if (!left) stop = startLive(ask);
    });
    return () => {
      left = true;
      stop();
    };
  }, [cache, router, signedIn]);
  if (!signedIn) return null;
  return (
    <Frame me={me}>
      <Outlet />
    </Frame>
  );
}
