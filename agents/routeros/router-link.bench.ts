import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, test } from 'vitest';
import { RouterLink } from './router-link.ts';
import { encodeSentence } from './sentence-codec.ts';

const LOOK = [
  '/system/resource/print',
  '/system/health/print',
  '/interface/print',
  '/ip/hotspot/active/print',
  '/ip/dhcp-server/lease/print',
];

async function startServer() {
  const child = fork(path.join(import.meta.dirname, 'testing-bench-server.ts'), { execArgv: [] });
  const [port] = (await once(child, 'message')) as [number];
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

/** The least that a client can do: no bounds, no charset, no deadline, no faults. */
async function handParsed(port: number) {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  let rest: Buffer = Buffer.alloc(0);
  let words: string[] = [];
  let rows: Record<string, string>[] = [];
  let left = 0;
  let done: (rows: Record<string, string>[]) => void = () => {};
  const sentence = (): void => {
    if (words[0] === '!done' && --left === 0) done(rows);
    else if (words[0] === '!re') {
      const row: Record<string, string> = {};
      for (const word of words) {
        const end = word.indexOf('=', 1);
        if (word.startsWith('=')) row[word.slice(1, end)] = word.slice(end + 1);
      }
      rows.push(row);
    }
    words = [];
  };
  socket.on('data', (chunk: Buffer) => {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (at < bytes.length) {
      const first = bytes[at]!;
      const [head, length] = first < 0x80 ? [1, first] : [2, ((first & 0x3f) << 8) | (bytes[at + 1] ?? 0)];
      if (at + head + length > bytes.length) break;
      if (length === 0) sentence();
      else words.push(bytes.toString('latin1', at + head, at + head + length));
      at += head + length;
    }
    rest = bytes.subarray(at);
  });
  let tag = 0;
  return {
    look: () =>
      new Promise<Record<string, string>[]>((resolve) => {
        rows = [];
        left = LOOK.length;
        done = resolve;
        for (const command of LOOK) socket.write(encodeSentence([command, `.tag=${++tag}`]));
      }),
    close: () => socket.destroy(),
  };
}

const open = (port: number) =>
  RouterLink.open({
    host: '127.0.0.1',
    port,
    username: 'u',
    password: 'p',
    tls: false,
    deadlineMs: 5_000,
    width: 8,
  });

/** CPU of this process, ms. */
async function cpuOf(times: number, run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  for (let i = 0; i < times; i++) await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}

const spread = (values: number[]): string => {
  const sorted = [...values].sort((a, b) => a - b);
  return `median ${median(values).toFixed(2)} (${sorted[0]!.toFixed(2)} to ${sorted.at(-1)!.toFixed(2)}, ${values.length} runs)`;
};
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;

test('CPU of a look of five commands and 49 rows, against a hand-parsed socket', async () => {
  await using server = await startServer();
  const hand = await handParsed(server.port);
  const link = await open(server.port);
  const look = () => Promise.all(LOOK.map((command) => link.exec([command], 5_000)));
  expect((await hand.look()).length).toBe((await look()).flatMap(({ rows }) => rows).length);
  const ratios: number[] = [];
  let [byHand, byLink] = [0, 0];
  for (let run = 0; run < 12; run++) {
    byHand = await cpuOf(800, hand.look);
    byLink = await cpuOf(800, look);
    // the first runs warm the compiler up
    if (run >= 3) ratios.push(byLink / byHand);
  }
  hand.close();
  link.close();
  console.log(
    `RouterLink : hand-parsed, CPU of a look: ${spread(ratios)}; ${byLink.toFixed(3)} ms and ${byHand.toFixed(3)} ms in the last run`,
  );
  expect(median(ratios)).toBeLessThanOrEqual(2);
});

const PYTHON = `
import sys, time, librouteros
api = librouteros.connect(host='127.0.0.1', port=int(sys.argv[1]), username='u', password='p')
path = api.path('system', 'resource')
for count in (200, 2000):
    start = time.perf_counter()
    for _ in range(count): tuple(path)
    seconds = time.perf_counter() - start
print(count / seconds)
`;

test('commands a second on one connection, one after the other, against python librouteros', async () => {
  try {
    execFileSync('/usr/bin/python3', ['-c', 'import librouteros'], { stdio: 'ignore' });
  } catch {
    console.log('SKIPPED: /usr/bin/python3 does not import librouteros');
    return;
  }
  await using server = await startServer();
  const link = await open(server.port);
  const ratios: number[] = [];
  let [ours, theirs, wide] = [0, 0, 0];
  for (let run = 0; run < 6; run++) {
    theirs = Number(
      execFileSync('/usr/bin/python3', ['-c', PYTHON, String(server.port)], { encoding: 'utf8' }),
    );
    const begun = performance.now();
    for (let i = 0; i < 2_000; i++) await link.exec([LOOK[0]!], 5_000);
    ours = 2_000_000 / (performance.now() - begun);
    const wideBegun = performance.now();
    for (let i = 0; i < 250; i++) await Promise.all([...Array(8)].map(() => link.exec([LOOK[0]!], 5_000)));
    wide = 2_000_000 / (performance.now() - wideBegun);
    if (run > 0) ratios.push(ours / theirs);
  }
  link.close();
  console.log(
    `RouterLink : librouteros, commands/s: ${spread(ratios)}; ${ours.toFixed(0)}/s and ${theirs.toFixed(0)}/s in the last run, ${wide.toFixed(0)}/s eight at once`,
  );
  expect(median(ratios)).toBeGreaterThanOrEqual(1);
});
