import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Action } from '#contract/actions.ts';
import type { AgentNudges } from '#contract/agent-link.ts';
import type { Announcement } from '#contract/announcements.ts';
import { type LiveEvents, type LiveRequests, type RouterDelta, WatchRequest } from '#contract/live.ts';
import type { Notice, Snapshot } from '#contract/status.ts';

/** Counters wait this long, so that a burst is one message. State changes do not wait. */
const GATHER_MS = 250;
/** A socket with more unsent packets than this does not read: it is dropped, and comes back with a snapshot. */
const UNSENT_LIMIT = 1_000;
/** What a browser may send in one message. */
const MESSAGE_LIMIT_BYTES = 65_536;

/** Who is behind a socket. `villages` null = may read all. */
export interface Watcher {
  /** Names her session: when it ends, her sockets end. */
  readonly session: string;
  readonly villages: readonly string[] | null;
}

/** Hooks of the capabilities that own people, status and agents. */
export interface LiveHooks {
  /** Null refuses the connection. */
  watcherOf(cookie: string | undefined): Promise<Watcher | null>;
  snapshot(villages: readonly string[] | null): Promise<Snapshot>;
  /** The agent's id, or null to refuse. */
  agentOf(token: string): Promise<number | null>;
}

export interface Live {
  attach(server: HttpServer, hooks: LiveHooks): void;
  /** `urgent` (a state changed) goes out at once, with what had been gathered. Call after commit. */
  routerChanged(villageCode: string, delta: RouterDelta, urgent: boolean): void;
  actionChanged(villageCode: string, action: Action): void;
  /** Null = of all villages. */
  announcementChanged(announcement: Announcement, villages: readonly string[] | null): void;
  notices(notices: Notice[]): void;
  routersStale(): void;
  nudge(agentId: number, what: Parameters<AgentNudges['nudge']>[0]): void;
  endSession(session: string): void;
  close(): Promise<void>;
}

interface SocketData {
  watcher: Watcher;
}

const EVERYTHING = 'everything';
const villageRoom = (code: string) => `village:${code}`;

export interface LiveOptions {
  /** Is a page of this origin one of ours? Socket.IO itself accepts any. */
  readonly allowsOrigin: (origin: string | undefined, host: string | undefined) => boolean;
}

export function createLive({ allowsOrigin }: LiveOptions): Live {
  const io = new Server<LiveRequests, LiveEvents, Record<string, never>, SocketData>({
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    // A way that died without a word is noticed within their sum.
    pingInterval: 10_000,
    pingTimeout: 8_000,
    // Agents send no Origin; a browser always does.
    allowRequest: (request, done) => done(null, allowsOrigin(request.headers.origin, request.headers.host)),
  });
  const agents = io.of('/agents') as unknown as ReturnType<typeof agentNamespace>;
  const gathered = new Map<string, Map<number, RouterDelta>>();
  let timer: NodeJS.Timeout | undefined;
  let attached = false;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const all: RouterDelta[] = [];
    for (const [village, deltas] of gathered) {
      io.to(villageRoom(village)).emit('routers:delta', [...deltas.values()]);
      all.push(...deltas.values());
    }
    gathered.clear();
    if (all.length) io.to(EVERYTHING).emit('routers:delta', all);
    for (const socket of io.sockets.sockets.values()) dropWhenDeaf(socket);
  };

  return {
    attach(server, hooks) {
      attached = true;
      io.attach(server);
      io.use(async (socket, next) => {
        const watcher = await hooks.watcherOf(socket.handshake.headers.cookie).catch(() => null);
        if (!watcher) return next(refused('not-signed-in'));
        socket.data.watcher = watcher;
        next();
      });
      io.on('connection', (socket) => watchRequests(socket, hooks));
      agents.use(async (socket, next) => {
        const token: unknown = socket.handshake.auth.token;
        const agent = typeof token === 'string' ? await hooks.agentOf(token).catch(() => null) : null;
        if (agent === null) return next(refused('not-signed-in'));
        await socket.join(`agent:${agent}`);
        next();
      });
    },
    routerChanged(village, delta, urgent) {
      const deltas = gathered.get(village) ?? new Map<number, RouterDelta>();
      gathered.set(village, deltas.set(delta.id, { ...deltas.get(delta.id), ...delta }));
      if (urgent) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    actionChanged(village, action) {
      io.to([EVERYTHING, villageRoom(village)]).emit('action:changed', action);
    },
    announcementChanged(announcement, villages) {
      const everybody = villages === null ? io : io.to([EVERYTHING, ...villages.map(villageRoom)]);
      everybody.emit('announcement:changed', announcement);
    },
    notices: (notices) => void io.emit('notices', notices),
    routersStale: () => void io.emit('routers:stale'),
    nudge: (agentId, what) => void agents.to(`agent:${agentId}`).emit('nudge', what),
    endSession: (session) => io.in(`session:${session}`).disconnectSockets(true),
    async close() {
      clearTimeout(timer);
      if (!attached) return;
      io.local.disconnectSockets(true);
      agents.local.disconnectSockets(true);
      await io.close();
    },
  };
}

const agentNamespace = (io: Server) =>
  io.of('/agents') as ReturnType<Server<Record<string, never>, AgentNudges>['of']>;

type LiveSocket = Socket<LiveRequests, LiveEvents, Record<string, never>, SocketData>;

function refused(code: string): Error & { data: { code: string } } {
  return Object.assign(new Error(code), { data: { code } });
}

function watchRequests(socket: LiveSocket, hooks: LiveHooks): void {
  const { watcher } = socket.data;
  const joined = Promise.resolve(socket.join([`session:${watcher.session}`, ...roomsOf(watcher)]));
  socket.on('watch', (asked, done) => {
    if (typeof done !== 'function') return;
    const request = WatchRequest.safeParse(asked);
    if (!request.success) return done({ error: 'invalid' });
    // First in the rooms, then the snapshot: no change falls between.
    joined
      .then(() => hooks.snapshot(narrow(watcher.villages, request.data.villages)))
      .then(done, () => done({ error: 'database-gone' }));
  });
}

const roomsOf = ({ villages }: Watcher) => (villages === null ? [EVERYTHING] : villages.map(villageRoom));

/** What she asks for, within what she may. */
function narrow(may: readonly string[] | null, asked: readonly string[] | null): readonly string[] | null {
  if (may === null) return asked;
  return asked === null ? may : may.filter((code) => asked.includes(code));
}

function dropWhenDeaf(socket: LiveSocket): void {
  const { writeBuffer } = socket.conn as unknown as { writeBuffer?: unknown[] };
  if ((writeBuffer?.length ?? 0) > UNSENT_LIMIT) socket.disconnect(true);
}
