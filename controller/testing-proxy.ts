import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CutProxy extends AsyncDisposable {
  readonly port: number;
  /** From now on nothing passes, and nothing says so: bytes vanish, as on a dead uplink. */
  cut(): void;
  /** Passes again; connections from before stay dead. */
  mend(): void;
}

/** A TCP way to what `target` says, or to a port on loopback, that can be cut. */
export async function cutProxy(
  target: number | (() => { readonly host: string; readonly port: number }),
): Promise<CutProxy> {
  let open = true;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near);
    near.on('error', () => near.destroy()).on('close', () => sockets.delete(near));
    if (!open) return; // accepted by the backlog of a dead way: never answered
    const far = connect(typeof target === 'number' ? { host: '127.0.0.1', port: target } : target());
    sockets.add(far);
    far
      .on('error', () => near.destroy())
      .on('close', () => {
        sockets.delete(far);
        near.destroy();
      });
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      open = false;
      for (const socket of sockets) socket.unpipe().pause();
    },
    mend() {
      open = true;
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
