import type { RouterState } from './router-state.ts';
import { celsius, cpuPercent, freeMemory } from './world/climate.ts';
import { Meter } from './world/meter.ts';
import { Physics } from './world/physics.ts';
import { within } from './world/timeline.ts';

/** One line of `GET /routers/{i}/history`. What a look at that moment would have seen; `at` alone when nobody would have answered. */
export interface HistoryLine {
  readonly at: string;
  readonly answered: boolean;
  readonly uptimeSeconds?: number;
  /** Uplink counters since boot, decimal: they may pass 2^53 in JSON. */
  readonly rxBytes?: string;
  readonly txBytes?: string;
  readonly users?: number;
  readonly cpuPercent?: number;
  readonly freeMemoryBytes?: number;
  readonly temperatureCelsius?: number;
  readonly hotspotOk?: boolean;
  readonly accessPointRunning?: boolean;
}

/** Lines from `from` up to and without `to`, every `step` ms. The same physics as live: uptime and counters join without a jump. */
export function* history(state: RouterState, from: number, to: number, step: number): Generator<HistoryLine> {
  const { timeline, board, seed } = state;
  const physics = new Physics(seed, state.physics.residents, timeline);
  const meter = new Meter(physics, from);
  for (let at = from; at < to; at += step) {
    const stamp = new Date(at).toISOString();
    if (!timeline.isReachable(at)) {
      yield { at: stamp, answered: false };
      continue;
    }
    const { down, up } = meter.advance(at);
    const users = physics.present(at).length;
    const rate = physics.rate(at);
    const cpu = cpuPercent(board, seed, at, { users, bytesPerSecond: rate.down + rate.up });
    const uptime = (at - timeline.bootAt(at)) / 1_000;
    yield {
      at: stamp,
      answered: true,
      uptimeSeconds: Math.floor(uptime),
      rxBytes: String(down),
      txBytes: String(up),
      users,
      cpuPercent: cpu,
      freeMemoryBytes: freeMemory(board, seed, at, uptime, users),
      temperatureCelsius: celsius(seed, at, cpu),
      hotspotOk: !within(timeline.hotspotDead, at),
      accessPointRunning: !within(timeline.accessPointDead, at),
    };
  }
}
