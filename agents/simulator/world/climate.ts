import type { Board } from './board.ts';
import { chance } from './chance.ts';
import { WIB } from './residents.ts';

export interface Load {
  readonly users: number;
  /** Through the uplink, both ways. */
  readonly bytesPerSecond: number;
}

/** Percent over the last seconds: answering users and forwarding costs more on a small board. */
export function cpuPercent(board: Board, seed: number, at: number, load: Load): number {
  const power = (board.cpuCount * board.cpuMhz) / 1_000;
  const noise = chance(seed, Math.floor(at / 5_000), 21) * 6;
  return Math.max(
    1,
    Math.min(100, Math.round(2 + noise + (load.users * 0.5 + load.bytesPerSecond / 90_000) / power)),
  );
}

/** °C: the afternoon in the cupboard, and the work. */
export function celsius(seed: number, at: number, cpu: number): number {
  const hour = (((at + WIB) / 3_600_000) % 24) - 8;
  return Math.round(
    41 + 6 * Math.sin((hour / 24) * 2 * Math.PI) + cpu * 0.12 + chance(seed, Math.floor(at / 60_000), 22),
  );
}

/** Volts at the jack. */
export function volts(board: Board, seed: number, at: number): number {
  return Math.round((board.volts - 0.2 + 0.4 * chance(seed, Math.floor(at / 30_000), 23)) * 10) / 10;
}

/** Bytes: each user's entries take some, and the longer it runs the less is free, to a point. */
export function freeMemory(
  board: Board,
  seed: number,
  at: number,
  uptimeSeconds: number,
  users: number,
): number {
  const share = 0.55 - 0.1 * (1 - Math.exp(-uptimeSeconds / 400_000));
  const noise = chance(seed, Math.floor(at / 10_000), 24) * 0.01;
  return Math.floor(board.memory * Math.max(0.12, share - noise) - users * 12_000);
}
