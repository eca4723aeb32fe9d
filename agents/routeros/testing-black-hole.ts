import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const LISTENER = `
  const server = require('node:net').createServer();
  server.listen({ host: '127.0.0.1', port: 0, backlog: 1 }, () => {
    require('node:fs').writeSync(1, String(server.address().port) + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
  });
`;

/** A port of 127.0.0.1 whose queue is full: a SYN to it is never answered, as to a router without power. */
export async function startBlackHole(): Promise<AsyncDisposable & { port: number }> {
  const listener = spawn(process.execPath, ['-e', LISTENER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(listener.stdout, 'data')) as [Buffer];
  const port = Number(line.toString());
  const sockets: Socket[] = [];
  for (;;) {
    const socket = connect({ host: '127.0.0.1', port });
    socket.on('error', () => {});
    sockets.push(socket);
    if (!(await connects(socket))) break;
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      listener.kill('SIGKILL');
      await once(listener, 'exit');
    },
  };
}

const connects = (socket: Socket): Promise<boolean> =>
  once(socket, 'connect', { signal: AbortSignal.timeout(300) }).then(
    () => true,
    () => false,
  );
