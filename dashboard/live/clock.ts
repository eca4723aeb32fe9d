import { useSyncExternalStore } from 'react';
import { createStore } from 'zustand/vanilla';

/** The controller's clock minus this device's, ms: phones are set wrongly. */
let offsetMs = 0;
const ticks = createStore<{ now: number }>(() => ({ now: Date.now() }));
let listeners = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export const serverNow = () => Date.now() + offsetMs;

export function setServerClock(now: number): void {
  offsetMs = now - Date.now();
  ticks.setState({ now: serverNow() });
}

/** One ticker for the whole page, running only while something shows the time. */
function subscribe(listener: () => void): () => void {
  listeners++;
  timer ??= setInterval(() => ticks.setState({ now: serverNow() }), 1000);
  const leave = ticks.subscribe(listener);
  return () => {
    leave();
    listeners--;
    if (listeners > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `show` makes of the controller's present time (ms); draws anew only when that changes. */
export function useClock<T extends string | number | boolean>(show: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => show(ticks.getState().now));
}
