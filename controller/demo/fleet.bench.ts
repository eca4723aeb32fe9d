import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { metricsOf, startBenchFleet } from './testing-bench-fleet.ts';

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
  await using house = await startBenchFleet(ROUTERS);
  const { controller } = house;
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
});
