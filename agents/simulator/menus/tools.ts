import { setTimeout as wait } from 'node:timers/promises';
import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import { logTimeText, parseDuration } from '../ros-format.ts';
import type { Router } from '../router.ts';
import type { RouterState } from '../router-state.ts';
import { chance } from '../world/chance.ts';
import type { Call, Command, Menus } from './menu.ts';

/** `13ms200us` */
const roundTrip = (ms: number): string => `${Math.floor(ms)}ms${Math.floor((ms % 1) * 1_000)}us`;

/** What one echo request meets: ms, or nothing. */
function echo(router: Router, at: number, seq: number): number | undefined {
  const { state } = router;
  if (!state.uplinkUp) return undefined;
  const loss = state.faults.get('high-loss');
  if (loss && chance(state.seed, at, seq, 61) < (loss.loss ?? 0.3)) return undefined;
  const slow = state.faults.get('slow-link');
  const extra = slow
    ? (slow.latencyMs ?? 2_500) + chance(state.seed, at, seq, 62) * (slow.jitterMs ?? 1_000)
    : 0;
  const ms = 22 + chance(state.seed, at, seq, 63) * 14 + extra;
  return ms > 1_000 ? undefined : ms;
}

async function* pings(
  call: Call,
  host: string,
  count: number,
  interval: number,
  signal: AbortSignal,
): AsyncGenerator<Row> {
  const times: number[] = [];
  for (let seq = 0; seq < count; seq++) {
    if (seq > 0) await wait(interval * 1_000, undefined, { signal, ref: false });
    const ms = echo(call.router, call.router.state.clock(), seq);
    if (ms !== undefined) times.push(ms);
    const sent = seq + 1;
    yield {
      seq: String(seq),
      host,
      ...(ms === undefined ? { status: 'timeout' } : { size: '56', ttl: '57', time: roundTrip(ms) }),
      sent: String(sent),
      received: String(times.length),
      'packet-loss': String(Math.floor(((sent - times.length) / sent) * 100)),
      ...(times.length > 0
        ? {
            'min-rtt': roundTrip(Math.min(...times)),
            'avg-rtt': roundTrip(times.reduce((sum, time) => sum + time) / times.length),
            'max-rtt': roundTrip(Math.max(...times)),
          }
        : {}),
    };
  }
}

const ping: Command = {
  policy: ['test'],
  run: (call) => {
    const { args } = call.request;
    const host = args.get('address');
    if (!host) throw new Trap('missing value for address', CATEGORY.argument);
    const count = args.has('count') ? Number(args.get('count')) : Number.POSITIVE_INFINITY;
    if (Number.isNaN(count) || count < 0)
      throw new Trap('invalid value for argument count', CATEGORY.argument);
    const interval = Math.max(0.01, parseDuration(args.get('interval') ?? '1s') ?? 1);
    return { stream: (signal) => pings(call, host, Math.min(count, 100_000), interval, signal) };
  },
};

const writeLog = (topics: string): Command => ({
  policy: ['write'],
  run: ({ router, request }) => {
    router.state.note(topics, request.args.get('message') ?? '');
    return {};
  },
});

/** Does a host answer this router's probes? What lies in its own nets and its gateway do while the power holds. */
export function answers(state: RouterState, host: string): boolean {
  if (state.dead) return false;
  if (state.table('/ip/route').rows.some(({ gateway }) => gateway === host)) return true;
  return state.uplinkUp;
}

function netwatchRow(router: Router, row: Row, now: number): Row {
  const { state } = router;
  const loss = state.has('high-loss') ? Math.round((state.faults.get('high-loss')?.loss ?? 0.3) * 100) : 0;
  const isAccessPoint = /^AP\b/i.test(row.comment ?? '');
  const probed = row.type === 'tcp-conn' ? state.probes.get(row['.id']!) : undefined;
  const up = isAccessPoint
    ? !state.dead && !state.has('access-point-dead')
    : (probed ?? answers(state, row.host ?? ''));
  const old = state.features.major < 7;
  const { type: _type, ...plain } = row;
  const status = {
    ...(old ? plain : row),
    status: up ? 'up' : 'down',
    since: logTimeText(
      state.routerClock(state.timeline.bootAt(now) + 300_000),
      state.routerClock(now),
      state.features.isoDates,
    ),
  };
  return old
    ? status
    : {
        ...status,
        'done-tests': String(Math.floor(state.uptimeSeconds(now) / 10)),
        'failed-tests': '0',
        'loss-percent': String(loss),
        'rtt-avg': roundTrip(28.4),
      };
}

export const TOOLS: Menus = {
  '': { commands: { ping } },
  '/tool': {
    commands: {
      ping,
      wol: { policy: ['test'], run: () => ({}) },
    },
  },
  '/tool/netwatch': {
    fields: [
      'host',
      'type',
      'interval',
      'timeout',
      'port',
      'up-script',
      'down-script',
      'name',
      'disabled',
      'comment',
    ],
    required: ['host'],
    rows: (router, now) =>
      router.state.table('/tool/netwatch').rows.map((row) => netwatchRow(router, row, now)),
    check: (_call, values, old) => ({
      ...(old ? {} : { type: 'simple', interval: '10s', timeout: '3s' }),
      ...values,
    }),
    changed: ({ router }) => router.scriptsChanged?.(),
  },
  '/log': {
    rows: ({ state }, now) =>
      state.log.lines.map((line) => ({
        '.id': `*${line.id.toString(16).toUpperCase()}`,
        time: logTimeText(line.clock, state.routerClock(now), state.features.isoDates),
        buffer: line.buffer,
        topics: line.topics,
        message: line.message,
      })),
    commands: {
      info: writeLog('script,info'),
      warning: writeLog('script,warning'),
      error: writeLog('script,error'),
      debug: writeLog('script,debug'),
    },
  },
};
