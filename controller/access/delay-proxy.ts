import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

/** A bad line between routers and controller, for tests: each way takes half of `roundTripMs`, `loss` of all datagrams vanish. */
export interface LineOptions {
  readonly port: number;
  readonly roundTripMs: number;
  /** 0..1 */
  readonly loss: number;
  /** Gives 0 (inclusive) to 1 (exclusive). */
  readonly chance: () => number;
  /** All senders come out of this one address, each with a port of its own that is new after `rebindMs`. */
  readonly rebindMs?: number;
}

export interface Line extends AsyncDisposable {
  readonly port: number;
  readonly lost: number;
  /** Different ports under which senders came out. */
  readonly ports: number;
}

/** As a carrier's NAT over a satellite. */
export async function startLine({ port, roundTripMs, loss, chance, rebindMs }: LineOptions): Promise<Line> {
  const inside = createSocket('udp4');
  const mapped = new Map<string, { socket: Socket; since: number }>();
  const all = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  let lost = 0;
  const later = (work: () => void) => {
    if (chance() < loss) {
      lost += 1;
      return;
    }
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, roundTripMs / 2);
    timers.add(timer);
  };
  const outsideOf = (address: string, from: number): Socket => {
    const key = `${address}:${from}`;
    const known = mapped.get(key);
    if (known && (rebindMs === undefined || Date.now() - known.since < rebindMs)) return known.socket;
    const socket = createSocket('udp4');
    socket.on('message', (answer) => later(() => inside.send(answer, from, address)));
    all.add(socket);
    mapped.set(key, { socket, since: Date.now() });
    return socket;
  };
  inside.on('message', (datagram, { address, port: from }) =>
    later(() => outsideOf(address, from).send(datagram, port, '127.0.0.1')),
  );
  inside.bind(0, '127.0.0.1');
  await once(inside, 'listening');
  return {
    port: inside.address().port,
    get lost() {
      return lost;
    },
    get ports() {
      return all.size;
    },
    async [Symbol.asyncDispose]() {
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(
        [inside, ...all].map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))),
      );
    },
  };
}
