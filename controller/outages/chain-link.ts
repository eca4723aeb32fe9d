import { hash } from 'node:crypto';
import type { Look } from './look.ts';

/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** `2026-11-25`: the day in WIB whose chain a look belongs to. */
export const chainDayOf = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 10);

/** First instant of a day in WIB, and of the next. */
export function chainDay(day: string): { readonly from: Date; readonly to: Date } {
  const from = Date.parse(`${day}T00:00:00Z`) - WIB_MS;
  return { from: new Date(from), to: new Date(from + DAY_MS) };
}

/** What a chain begins with, 64 hex digits: nobody can pass one chain off as another. */
export const firstHead = (agentId: number, epoch: string, day: string): string =>
  hash('sha256', `sinyal-desa-chain-1\n${agentId}\n${epoch}\n${day}\n`, 'hex');

type Chained = Omit<Look, 'reading'>;

/**
 * A look as a line of text: every stored column in a fixed order, with commas between; what is not there is empty. Numbers
 * are decimal, times ms since the epoch, free text is JSON.
 */
export function lineOf(look: Chained): string {
  const detail = look.detail === null ? '' : JSON.stringify(look.detail);
  const who = `${look.routerId},${look.at},${look.agentId},${look.epoch},${look.seq}`;
  const how = `${look.outcome},${look.tookMs},${look.offsetMs},${look.simulated ? 1 : 0}`;
  const read = `${look.users ?? ''},${look.uptimeSeconds ?? ''},${look.receiveBytes ?? ''},${look.transmitBytes ?? ''}`;
  const judged = `${detail},${look.fault ?? ''},${look.lossPercent ?? ''}`;
  return `${who},${how},${read},${judged},${look.radiusTimeouts ?? ''},${look.radiusAnswers ?? ''},${look.voltage ?? ''}`;
}

/**
 * SHA-256 of the head before (64 hex digits), a line break and the look's line, again in hex: who changes, takes out, adds
 * or moves a look changes every head after it.
 */
export const nextHead = (head: string, look: Chained): string =>
  hash('sha256', `${head}\n${lineOf(look)}`, 'hex');

/** The first 32 bits of a head, as a signed integer: kept beside each look, they tell where a chain stops to hold. */
export const linkCheck = (head: string): number => Number.parseInt(head.slice(0, 8), 16) | 0;
