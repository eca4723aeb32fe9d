import { io, type Socket } from 'socket.io-client';
import type { LiveEvents, LiveRequests } from '#contract/live.ts';
import type { Snapshot } from '#contract/status.ts';
import { request } from '../api/client.ts';
import { serverNow, setServerClock } from './clock.ts';
import { connection, liveRows, tell } from './store.ts';

/** A snapshot asked for is answered within this, or asked again, ms. */
const SNAPSHOT_DEADLINE_MS = 10_000;
/** Several gaps close together cost one snapshot, ms. */
const GAP_QUIET_MS = 1_000;
/** A page that nobody looks at for this long leaves, and comes back with a snapshot, ms. */
const HIDDEN_MS = 60_000;

/** Keeps the live rows true until told to stop. `onSignedOut`: the controller no longer knows this session. */
export function startLive(onSignedOut: () => void): () => void {
  const socket: Socket<LiveEvents, LiveRequests> = io({
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  });
  let gap: ReturnType<typeof setTimeout> | undefined;
  let hidden: ReturnType<typeof setTimeout> | undefined;

  const lost = () => {
    const { kind, asOf } = connection.getState();
    if (kind === 'live')
      connection.setState({ kind: 'lost', lostAt: serverNow(), asOf: asOf ?? serverNow() });
  };
  const show = (snapshot: Snapshot) => {
    setServerClock(Date.parse(snapshot.serverNow));
    liveRows.reset(snapshot.routers);
  };
  /** Never connected (a proxy in between lets no WebSocket through): once by HTTP, and said to be old. */
  const showOnce = async () => {
    if (connection.getState().kind !== 'waiting') return;
    const snapshot = await request<Snapshot>('/api/routers').catch(() => null);
    if (connection.getState().kind !== 'waiting') return;
    if (snapshot === null) {
      connection.setState({ problem: 'unreachable' });
      return;
    }
    show(snapshot);
    const now = serverNow();
    connection.setState({ kind: 'lost', lostAt: now, asOf: now, notices: snapshot.notices });
  };
  const heard = () => connection.setState({ asOf: serverNow() });
  const snapshot = () => {
    socket
      .timeout(SNAPSHOT_DEADLINE_MS)
      .emitWithAck('watch', { villages: null })
      .then((answer) => {
        if ('error' in answer) throw new Error(answer.error);
        show(answer);
        connection.setState({
          kind: 'live',
          lostAt: null,
          asOf: serverNow(),
          notices: answer.notices,
          problem: null,
        });
      })
      .catch((error: Error) => {
        lost();
        connection.setState({ problem: error.message === 'database-gone' ? 'database-gone' : 'unreachable' });
        if (socket.connected) gapSoon(SNAPSHOT_DEADLINE_MS / 4);
      });
  };
  const gapSoon = (ms: number) => {
    gap ??= setTimeout(() => {
      gap = undefined;
      if (socket.connected) snapshot();
    }, ms);
  };

  socket.on('connect', snapshot);
  socket.on('disconnect', (reason) => {
    lost();
    // The controller ended this session, or is going down: the session request tells which.
    if (reason === 'io server disconnect') {
      onSignedOut();
      socket.connect();
    }
  });
  socket.on('connect_error', (error) => {
    lost();
    const { data } = error as Error & { data?: { code?: string } };
    if (data?.code !== 'not-signed-in') {
      void showOnce();
      return;
    }
    onSignedOut();
    gap ??= setTimeout(() => {
      gap = undefined;
      socket.connect();
    }, SNAPSHOT_DEADLINE_MS);
  });
  socket.on('routers:delta', (deltas) => {
    if (liveRows.patch(deltas)) gapSoon(GAP_QUIET_MS);
    heard();
  });
  socket.on('routers:stale', () => gapSoon(0));
  socket.on('notices', (notices) => connection.setState({ notices }));
  socket.on('action:changed', (action) => tell('action', action));
  socket.on('announcement:changed', (announcement) => tell('announcement', announcement));

  const onOffline = () => lost();
  const onOnline = () => {
    if (socket.connected) snapshot();
    else socket.connect();
  };
  const onVisibility = () => {
    clearTimeout(hidden);
    if (document.hidden) hidden = setTimeout(() => socket.disconnect(), HIDDEN_MS);
    else if (!socket.connected) socket.connect();
  };
  window.addEventListener('offline', onOffline);
  window.addEventListener('online', onOnline);
  document.addEventListener('visibilitychange', onVisibility);

  return () => {
    clearTimeout(gap);
    clearTimeout(hidden);
    window.removeEventListener('offline', onOffline);
    window.removeEventListener('online', onOnline);
    document.removeEventListener('visibilitychange', onVisibility);
    socket.removeAllListeners();
    socket.disconnect();
    liveRows.reset([]);
    connection.setState({ kind: 'waiting', lostAt: null, asOf: null, notices: [], problem: null });
  };
}
