import { spawn } from 'node:child_process';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { readArguments } from './arguments.ts';

const run = (...args: string[]) => {
  const child = spawn(process.execPath, [new URL('main.ts', import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  const ready = Promise.withResolvers<string>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (out.includes('\n')) ready.resolve(out);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<{ code: number | null; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, err })),
  );
  return { child, ready: ready.promise, ended };
};

test('it says where it is, answers on its control port, and ends on SIGTERM', async () => {
  const { child, ready, ended } = run('--routers', '2', '--port', '0', '--control', '0', '--names', 'a,b');
  const control = /http:\/\/127\.0\.0\.1:\d+/.exec(await ready)![0];
  expect(await (await fetch(`${control}/routers`)).json()).toMatchObject([{ name: 'a' }, { name: 'b' }]);
  child.kill('SIGTERM');
  expect((await ended).code).toBe(0);
});

test('a port that is taken is one sentence with its flag', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  for (const [flag, other] of [
    ['--port', '--control'],
    ['--control', '--port'],
  ] as const) {
    const { code, err } = await run('--routers', '1', flag, String(port), other, '0').ended;
    expect(code).toBe(1);
    expect(err.trim()).toBe(`Port ${port} on 127.0.0.1 is taken: choose another with ${flag}.`);
  }
  taken.close();
});

test.each<[argv: string[], message: RegExp]>([
  [['--prot', '1'], /--prot/],
  [['--routers', 'many'], /^--routers: /],
  [['--routers', '0'], /^--routers: at least 1/],
  [['--version', 'seven'], /^--version: like 7\.20/],
  [['--radius', 'h:1812:1813'], /^--radius-secret: is needed with --radius/],
  [['--radius', 'h', '--radius-secret', 's'], /^--radius: HOST:AUTHPORT:ACCTPORT/],
  [['stray'], /stray/],
])('%j is refused with a sentence', (argv, message) => {
  expect(() => readArguments(argv)).toThrow(message);
});

test('the line of the issue is taken whole', () => {
  const line =
    '--routers 12 --port 18728 --control 18700 --user U --password W --version 7.20 --radius 127.0.0.1:1812:1813 --radius-secret S';
  expect(readArguments(line.split(' '))).toMatchObject({
    routers: 12,
    port: 18_728,
    control: 18_700,
    user: 'U',
    password: 'W',
    version: '7.20',
    radius: '127.0.0.1:1812:1813',
  });
});
