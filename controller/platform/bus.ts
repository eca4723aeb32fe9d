import { EventEmitter } from 'node:events';

/** What capabilities tell one another without knowing each other. Listeners must not throw. */
export interface BusEvents {
  /** A command waits for the agent of this router. */
  'command:queued': [routerId: number];
  /** Routers, secrets or leases changed: agents should fetch their assignment. */
  'assignment:changed': [];
  /** A person lost her session: her sockets go too. */
  'session:ended': [sessionKey: string];
  /** Routers were added, moved or removed. */
  'routers:changed': [];
  /** The router restarted or its hotspot lost its sessions. */
  'router:restarted': [routerId: number, at: Date];
}

export type Bus = EventEmitter<BusEvents>;
export const createBus = (): Bus => new EventEmitter<BusEvents>().setMaxListeners(50);
