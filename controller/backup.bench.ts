import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { metricsOf, startBenchFleet } from './demo/testing-bench-fleet.ts';
import { home } from './platform/config.ts';
import { embeddedIn } from './testing-kills.ts';

const ROUTERS = Number(process.env.BENCH_ROUTERS ?? 1_000);
const SAMPLES = Number(process.env.BENCH_SAMPLES ?? 10_000_000);
/** Routers beside, whose looks the bench itself sends. */
const INTAKE = 100;
const INTERVAL_S = 30;

test(`backup of a database with ${SAMPLES} samples, at ${ROUTERS} routers every ${INTERVAL_S} s, and back`, {
  timeout: 30 * 60_000,
}, async () => {
  await using house = await startBenchFleet(ROUTERS + INTAKE);
  const { controller, ops, dataDir } = house;
  const database = new pg.Client({ connectionString: embeddedIn(dataDir).url });
  await database.connect();
  await database.query('set statement_timeout = 0');
  const filled = performance.now();
  await database.query(
    "select ensure_look_partition(now() - n * interval '1 month') from generate_series(0, 1) n",
  );
  await database.query(
    `insert into look (router_id, at, agent_id, epoch, seq, outcome, took_ms, offset_ms, users, uptime_seconds, receive_bytes, transmit_bytes)
     select r.id, date_trunc('month', now()) + n * interval '30 seconds', 1, '00000000-0000-4000-8000-000000000001', n, 'answered', n % 900, 0,
       n % 40, n * 30, n * 1000000::bigint + r.id, n * 100000::bigint from router r, generate_series(1, $1::int) n`,
    [Math.ceil(SAMPLES / ROUTERS)],
  );
  await database.query('checkpoint');
  await database.end();
  console.log(`filled in ${seconds(filled)} s`);
  const agent = await ops.send<{ id: number; token: string }>('POST', '/api/agents', { name: 'bench' });
  const own = (await ops.get<{ id: number }[]>('/api/router-entries')).slice(-INTAKE).map(({ id }) => id);
  for (const id of own) await ops.send('PUT', `/api/routers/${id}/agent`, { agentId: agent.id });
  const intake = intakeOf(
    new URL(controller.opsUrl).origin.replace('localhost', '127.0.0.1'),
    agent.token,
    own,
  );
  await sleep(30_000);
  const quiet = await intake.during(sleep(20_000));

  const folder = mkdtempSync('/tmp/sd-backup-bench-');
  const passphrase = path.join(folder, 'passphrase');
  writeFileSync(passphrase, 'sungai musi mengalir pelan', { mode: 0o600 });
  const before = await metricsOf(controller.metricsUrl);
  const sentBefore = intake.sent();
  const begun = performance.now();
  const busy = await intake.during(run('command.ts', [folder], { DATA_DIR: dataDir }, passphrase));
  const backupSeconds = seconds(begun);
  await sleep(INTERVAL_S * 1_000);
  const after = await metricsOf(controller.metricsUrl);
  const span = seconds(begun);
  const looks = after.looks - before.looks - (intake.sent() - sentBefore);
  const file = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.age'))!);
  console.log(
    `backup: ${backupSeconds} s, ${(statSync(file).size / 1e6).toFixed(0)} MB; looks of the agent stored meanwhile ${looks} of ${((ROUTERS * Number(span)) / INTERVAL_S).toFixed(0)} due, later than one interval: ${after.lateOver30 - before.lateOver30}`,
  );
  console.log(
    `intake of 100 looks: ${quiet.median.toFixed(1)} ms (spread ${quiet.spread.toFixed(1)}) alone, ${busy.median.toFixed(1)} ms (${busy.spread.toFixed(1)}) beside the backup: ${(busy.median / quiet.median).toFixed(2)} ×`,
  );
  const target = path.join(folder, 'data');
  const restored = performance.now();
  await run('restore-command.ts', [file], { DATA_DIR: target }, passphrase);
  const restoreSeconds = seconds(restored);
  console.log(
    `restore: ${restoreSeconds} s, ${(Number(restoreSeconds) / Number(backupSeconds)).toFixed(2)} × the backup`,
  );
  rmSync(folder, { recursive: true, force: true });
  expect(after.lateOver30 - before.lateOver30).toBe(0);
});

const seconds = (since: number) => ((performance.now() - since) / 1000).toFixed(1);

async function run(
  command: string,
  words: string[],
  env: Record<string, string>,
  passphrase: string,
): Promise<void> {
  const child = spawn(process.execPath, [path.join(home, 'controller', 'backups', command), ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env, BACKUP_PASSPHRASE_FILE: passphrase },
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

interface Timing {
  /** ms of a batch: median, and the distance of its quartiles. */
  readonly median: number;
  readonly spread: number;
}

/** Sends batches of 100 looks, one after the other, for as long as something else takes. */
function intakeOf(origin: string, token: string, routers: readonly number[]) {
  const epoch = randomUUID();
  let seq = 0;
  const send = async () => {
    const now = Date.now();
    const entries = routers.map((routerId) => ({
      kind: 'look',
      seq: ++seq,
      routerId,
      at: new Date(now).toISOString(),
      offsetMs: 0,
      outcome: 'answered',
      tookMs: 5,
      detail: null,
      reading: null,
    }));
    const body = JSON.stringify({
      epoch,
      sentAt: new Date(now).toISOString(),
      assignment: null,
      canaries: 'none',
      proven: true,
      backlog: 0,
      entries,
    });
    const begun = performance.now();
    const answer = await fetch(`${origin}/agent/v1/batches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body,
    });
    if (!answer.ok) throw new Error(`intake answered ${answer.status}`);
    await answer.arrayBuffer();
    return performance.now() - begun;
  };
  return {
    /** Looks that it has sent so far. */
    sent: () => seq,
    async during(work: Promise<unknown>): Promise<Timing> {
      let ended = false;
      const waited = work.finally(() => {
        ended = true;
      });
      const times: number[] = [];
      while (!ended) {
        times.push(await send());
        await sleep(100);
      }
      await waited;
      const sorted = times.toSorted((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
      return { median: at(0.5), spread: at(0.75) - at(0.25) };
    },
  };
}
