import { useClock } from '../live/clock.ts';

const WIB_MS = 7 * 3_600_000;

/** `2026-11-25`: the day in WIB that holds an instant (ms). */
export const dayOf = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 10);

/** Midnight in WIB with which a day begins, ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - WIB_MS;

/** The present day in WIB; draws anew at midnight. */
export const useToday = (): string => useClock(dayOf);
