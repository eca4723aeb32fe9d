import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { expect, test } from 'vitest';
import { examples } from '../villages/examples.ts';
import { startControllerProcess } from './controller-process.ts';
import { opsClient } from './ops-client.ts';
import { startSimulator } from './simulator.ts';

const ROUTERS = Number(process.env.BENCH_ROUTERS ?? 1_000);
const MINUTES = Number(process.env.BENCH_MINUTES ?? 5);
const INTERVAL_S = 30;
/** Ticks of /proc/…/stat in a second. */
const TICKS = 100;

interface Load {
  readonly cpuSeconds: number;
  readonly memoryMiB: number;
}

/** CPU time and memory of a process and all of its children, by /proc. */
function loadOf(pid: number, deep = true): Load {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  const own = {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
    memoryMiB: (Number(fields[21]) * 4096) / 2 ** 20,
  };
  if (!deep) return own;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.reduce(
    (sum, child) => {
      // Children that ended are counted by their parent.
      const one = loadOf(child);
      return { cpuSeconds: sum.cpuSeconds + one.cpuSeconds, memoryMiB: sum.memoryMiB + one.memoryMiB };
    },
    { ...own, cpuSeconds: own.cpuSeconds + (Number(fields[13]) + Number(fields[14])) / TICKS },
  );
}

test(`${ROUTERS} routers every ${INTERVAL_S} s by one agent into one controller, PostgreSQL included`, {
  timeout: (MINUTES + 6) * 60_000,
}, async () => {
  const dataDir = mkdtempSync('/tmp/sd-fleet-');
  const names = Array.from({ length: ROUTERS }, (_, index) => `r${index + 1}`);
  const simulator = await startSimulator({
    routers: ROUTERS,
    names,
    user: 'bench',
    password: 'bench-bench',
    hotspot: false,
  });
  const links = new Map((await simulator.links()).map((link) => [link.name, `${link.host}:${link.port}`]));
  const controller = await startControllerProcess({
    ...process.env,
    ...Object.fromEntries(
      ['OPS', 'PORTAL', 'RADIUS_AUTH', 'RADIUS_ACCT', 'METRICS'].map((name) => [`${name}_PORT`, '0']),
    ),
    BIND_ADDRESS: '127.0.0.1',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    CANARIES: `a=${links.get('canary-a')},b=${links.get('canary-b')}`,
    HUB: links.get('hub'),
  });
  try {
    const ops = opsClient(new URL(controller.opsUrl).origin.replace('localhost', '127.0.0.1'));
    await ops.send('POST', `/api${new URL(controller.setUpUrl!).pathname}`, {
      name: 'admin',
      password: 'bench-bench-bench',
    });
    const fleet = await simulator.routers();
    const csv = stringify(
      fleet.map(({ name, host, port }, index) => ({
        village_code: examples[index % examples.length]!.code,
        router_name: name,
        host,
        port,
        tls: 'false',
        username: 'bench',
        password: 'bench-bench',
        uplink: 'lte',
        via: 'direct',
      })),
      { header: true },
    );
    await ops.send('POST', '/api/routers/import?dryRun=false', csv, 'text/csv');
    // The first looks log in, one after the other: the measure begins when all are in their rhythm.
    await sleep(60_000);
    const parts = {
      controller: controller.child.pid!,
      agent: controller.pids.agent!,
      PostgreSQL: controller.pids.postgres!,
    };
    const load = () =>
      Object.fromEntries(
        Object.entries(parts).map(([name, pid]) => [name, loadOf(pid, name === 'PostgreSQL')]),
      );
    const begun = Date.now();
    const before = { load: load(), metrics: await metricsOf(controller.metricsUrl) };
    const middle: Record<string, Load>[] = [];
    for (let minute = 0; minute < MINUTES; minute += 1) {
      await sleep(60_000);
      middle.push(load());
    }
    const after = { load: load(), metrics: await metricsOf(controller.metricsUrl) };
    const seconds = (Date.now() - begun) / 1000;
    const looks = after.metrics.looks - before.metrics.looks;
    const due = (ROUTERS * seconds) / INTERVAL_S;
    const late = after.metrics.lateOver30 - before.metrics.lateOver30;
    console.log(
      `looks stored ${looks} of ${due.toFixed(0)} due (${((looks / due) * 100).toFixed(1)} %), later than one interval: ${late}`,
    );
    for (const name of Object.keys(parts)) {
      const share = (after.load[name]!.cpuSeconds - before.load[name]!.cpuSeconds) / seconds;
      const memory = middle.map((one) => one[name]!.memoryMiB.toFixed(0)).join(' → ');
      console.log(
        `${name.padEnd(12)} ${(share * 100).toFixed(1)} % of a core; memory by minute, MiB: ${memory}`,
      );
    }
    expect(late).toBe(0);
    expect(looks / due).toBeGreaterThan(0.98);
  } finally {
    await controller.stop();
    await simulator.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

async function metricsOf(url: string): Promise<{ looks: number; lateOver30: number }> {
  const text = await (await fetch(url)).text();
  const sum = (pattern: RegExp) =>
    [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
  const all = sum(/^sinyaldesa_poll_lateness_seconds_count (\S+)$/gm);
  return {
    looks: sum(/^sinyaldesa_looks_total\{[^}]*\} (\S+)$/gm),
    lateOver30: all - sum(/^sinyaldesa_poll_lateness_seconds_bucket\{le="30"\} (\S+)$/gm),
  };
}
