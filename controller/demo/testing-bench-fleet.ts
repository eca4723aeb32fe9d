import { mkdtempSync, rmSync } from 'node:fs';
import { stringify } from 'csv-stringify/sync';
import { examples } from '../villages/examples.ts';
import { type ControllerProcess, startControllerProcess } from './controller-process.ts';
import { type OpsClient, opsClient } from './ops-client.ts';
import { startSimulator } from './simulator.ts';

export interface BenchFleet extends AsyncDisposable {
  readonly controller: ControllerProcess;
  readonly ops: OpsClient;
  readonly dataDir: string;
}

/** So many simulated routers, in the inventory of a controller of their own, looked at by its own agent. */
export async function startBenchFleet(routers: number): Promise<BenchFleet> {
  const dataDir = mkdtempSync('/tmp/sd-fleet-');
  const names = Array.from({ length: routers }, (_, index) => `r${index + 1}`);
  const simulator = await startSimulator({
    routers,
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
  const end = async () => {
    await controller.stop();
    await simulator.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
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
    return { controller, ops, dataDir, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Looks stored, and those that began later than one interval of 30 s, by the controller's own metrics. */
export async function metricsOf(url: string): Promise<{ looks: number; lateOver30: number }> {
  const text = await (await fetch(url)).text();
  const sum = (pattern: RegExp) =>
    [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
  const all = sum(/^sinyaldesa_poll_lateness_seconds_count (\S+)$/gm);
  return {
    looks: sum(/^sinyaldesa_looks_total\{[^}]*\} (\S+)$/gm),
    lateOver30: all - sum(/^sinyaldesa_poll_lateness_seconds_bucket\{le="30"\} (\S+)$/gm),
  };
}
