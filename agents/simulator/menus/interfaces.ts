import { setTimeout as wait } from 'node:timers/promises';
import { CATEGORY, type Row, Trap } from '../api/sentence.ts';
import { dateTimeText, parseDuration } from '../ros-format.ts';
import type { Router } from '../router.ts';
import { ACCESS_POINT, type Board } from '../world/board.ts';
import { noSuchItem } from './generic.ts';
import type { Call, Menus } from './menu.ts';

/** Interfaces that look at the residents, the same traffic in each: the cable, the radio at its end, the bridge over both. */
const isFacing = (name: string, board: Board): boolean =>
  name === ACCESS_POINT || name === board.radio || name === 'bridge-hotspot' || name === 'bridge';

/** Bytes that came in and went out of an interface since boot, and whether it has a link. */
function traffic(
  router: Router,
  name: string,
  type: string,
  now: number,
): { rx: number; tx: number; running: boolean } {
  const { state } = router;
  const { board } = state;
  const seconds = state.uptimeSeconds(now);
  const accessPoint = state.accessPointRunning(now);
  if (name === board.uplink) return { ...swap(state.uplink(now)), running: true };
  if (isFacing(name, board)) {
    const { down, up } = state.uplink(now);
    return { rx: up, tx: down, running: accessPoint };
  }
  if (['wg', 'l2tp-out', 'sstp-out'].includes(type))
    return { rx: Math.floor(seconds * 120), tx: Math.floor(seconds * 260), running: true };
  return { rx: 0, tx: 0, running: false };
}

const swap = ({ down, up }: { down: number; up: number }): { rx: number; tx: number } => ({
  rx: down,
  tx: up,
});

function interfaceRow(router: Router, { 'made-by': _maker, ...stored }: Row, now: number): Row {
  const { state } = router;
  const name = stored['default-name'] ?? stored.name!;
  const boot = state.timeline.bootAt(now);
  const { rx, tx, running } = traffic(router, name, stored.type ?? '', now);
  const cuts =
    name === state.board.uplink
      ? state.timeline.away
      : name === ACCESS_POINT || name === state.board.radio
        ? state.timeline.accessPointDead
        : [];
  const downs = cuts.filter((span) => span.from >= boot);
  const last = downs.at(-1);
  const stamp = (at: number): string => dateTimeText(state.routerClock(at), state.features.isoDates);
  const disabled = stored.disabled === 'true';
  return {
    ...stored,
    running: String(running && !disabled),
    ...(last ? { 'last-link-down-time': stamp(last.from) } : {}),
    ...(running ? { 'last-link-up-time': stamp(last && last.to <= now ? last.to : boot + 4_000) } : {}),
    'link-downs': String(downs.length),
    'rx-byte': String(rx),
    'tx-byte': String(tx),
    'rx-packet': String(Math.floor(rx / (rx > tx ? 1_100 : 160))),
    'tx-packet': String(Math.floor(tx / (rx > tx ? 160 : 1_100))),
    'rx-drop': '0',
    'tx-drop': '0',
    'tx-queue-drop': String(Math.floor(tx / 9_000_000)),
    'rx-error': '0',
    'tx-error': '0',
    'fp-rx-byte': String(rx),
    'fp-tx-byte': String(tx),
  };
}

const interfaceRows = (router: Router, now: number): Row[] =>
  router.state.table('/interface').rows.map((stored) => interfaceRow(router, stored, now));

/** Bits and packets per second over the last second, in the words of `monitor-traffic`. */
function rates(call: Call, names: readonly string[], now: number): Row[] {
  const { router } = call;
  const known = router.state.table('/interface').rows.map((row) => row.name!);
  return names.map((name) => {
    if (name !== 'aggregate' && !known.includes(name))
      throw new Trap('input does not match any value of interface', CATEGORY.argument);
    const { down, up } = router.state.physics.rate(now);
    const facing = isFacing(name, router.state.board);
    const carries = facing || name === router.state.board.uplink || name === 'aggregate';
    const [rx, tx] = !carries ? [0, 0] : facing ? [up, down] : [down, up];
    return {
      name,
      'rx-packets-per-second': String(Math.round(rx / (facing ? 160 : 1_100))),
      'rx-bits-per-second': String(Math.round(rx * 8)),
      'fp-rx-bits-per-second': String(Math.round(rx * 8)),
      'rx-drops-per-second': '0',
      'rx-errors-per-second': '0',
      'tx-packets-per-second': String(Math.round(tx / (facing ? 1_100 : 160))),
      'tx-bits-per-second': String(Math.round(tx * 8)),
      'fp-tx-bits-per-second': String(Math.round(tx * 8)),
      'tx-drops-per-second': '0',
      'tx-errors-per-second': '0',
    };
  });
}

/** Runs `rows` once, for `duration`, or until cancelled, every second; repeated rows carry `.section`. */
export function monitored(
  call: Call,
  rows: (now: number) => Row[],
): { rows: Row[] } | { stream: (signal: AbortSignal) => AsyncIterable<Row> } {
  const { args } = call.request;
  const first = rows(call.now);
  if (args.has('once')) return { rows: first };
  const seconds = args.has('duration')
    ? (parseDuration(args.get('duration')!) ?? 0)
    : Number.POSITIVE_INFINITY;
  const interval = Math.max(0.01, parseDuration(args.get('interval') ?? '1s') ?? 1);
  return {
    stream: async function* (signal) {
      for (let section = 0; section * interval < seconds; section++) {
        if (section > 0) await wait(interval * 1_000, undefined, { signal, ref: false });
        for (const row of section === 0 ? first : rows(call.router.state.clock()))
          yield { ...row, '.section': String(section) };
      }
    },
  };
}

function lteRow(router: Router, now: number): Row {
  const { state } = router;
  const swing = Math.sin(now / 600_000 + state.seed) * 4;
  return {
    status: state.uplinkUp ? 'connected' : 'searching',
    'pin-status': 'ok',
    'registration-status': 'registered',
    functionality: 'full',
    'current-operator': 'Telkomsel',
    'access-technology': 'LTE',
    ...(state.uplinkUp ? { 'session-uptime': `${sessionSeconds(router, now)}s` } : {}),
    'subscriber-number': '628110000000',
    imei: '860000000000001',
    imsi: '510100000000001',
    iccid: '8962100000000000001',
    'current-cellid': '27447297',
    'enb-id': '107216',
    'sector-id': '1',
    'phy-cellid': '213',
    'primary-band': 'B3@20Mhz earfcn: 1850 phy-cellid: 213',
    rssi: String(Math.round(-66 + swing)),
    rsrp: String(Math.round(-97 + swing)),
    rsrq: String(Math.round(-11 + swing / 3)),
    sinr: String(Math.round(9 + swing)),
    cqi: '10',
  };
}

/** The modem attaches anew when its uplink comes back, and when it starts. */
function sessionSeconds({ state }: Router, now: number): number {
  const boot = state.timeline.bootAt(now);
  const back = state.timeline.away.filter(({ to }) => to > boot && to <= now).map(({ to }) => to);
  return Math.floor((now - Math.max(boot, ...back)) / 1_000);
}

const lteMonitor = {
  policy: ['read', 'test'] as const,
  run: (call: Call) => {
    const wanted = call.request.args.get('numbers') ?? call.request.args.get('.id') ?? '';
    if (call.router.state.board.uplink !== 'lte1' || (wanted !== 'lte1' && wanted !== '0'))
      throw noSuchItem();
    return monitored(call, (now) => [lteRow(call.router, now)]);
  },
};

export const INTERFACES: Menus = {
  '/interface': {
    fields: ['name', 'mtu'],
    verbs: ['set'],
    rows: interfaceRows,
    commands: {
      'monitor-traffic': {
        policy: ['read'],
        run: (call) => {
          const names = (call.request.args.get('interface') ?? '').split(',').filter((name) => name !== '');
          if (names.length === 0) throw new Trap('missing value for interface', CATEGORY.argument);
          return monitored(call, (now) => rates(call, names, now));
        },
      },
    },
  },
  '/interface/ethernet': {
    rows: (router, now) => interfaceRows(router, now).filter((row) => row.type === 'ether'),
  },
  '/interface/lte': {
    rows: (router, now) => interfaceRows(router, now).filter((row) => row.type === 'lte'),
    commands: {
      monitor: { ...lteMonitor, exists: ({ major }) => major >= 7 },
      // its name before v7
      info: { ...lteMonitor, exists: ({ major }) => major < 7 },
    },
  },
};
