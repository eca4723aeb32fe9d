import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportReport, RouterEntry } from '#contract/villages.ts';
import { type Config, home } from '../platform/config.ts';
import { scriptOf } from '../router-script/index.ts';
import { examples } from '../villages/examples.ts';
import { makeAccess } from './access.ts';
import { makeAnnouncements } from './announcements.ts';
import { type ControllerProcess, startControllerProcess } from './controller-process.ts';
import { makeFeeds } from './feeds.ts';
import { tellHistory } from './history.ts';
import { type OpsClient, opsClient } from './ops-client.ts';
import { isOtherPassword, makePeople } from './people.ts';
import { planFor } from './plan-for.ts';
import { csvOf, namesOf, secretsFor } from './programme.ts';
import { tellReports } from './resident-reports.ts';
import { type Simulator, startSimulator } from './simulator.ts';
import { tellStory } from './story.ts';

const HISTORY_MS = 24 * 3_600_000;
const PLAN = { name: 'demo', lookIntervalMs: 10_000, lookDeadlineMs: 8_000, graceLooks: 3, graceMs: 30_000 };

export interface Demo {
  /** The present one: another after a restart. */
  readonly controller: ControllerProcess;
  /** Starts the controller again after it ended, as a service manager would. */
  restartController(): Promise<void>;
  readonly simulator: Simulator;
  readonly password: string;
  readonly routers: readonly RouterEntry[];
  /** Resolves when the day of history is taken in: how many looks, 0 when an earlier demo had done it. */
  readonly history: Promise<number>;
  stop(): Promise<void>;
}

export interface DemoOptions {
  readonly config: Config;
  /** Without the storyline. */
  readonly calm: boolean;
  readonly withHistory: boolean;
  /** Other thresholds than the demo's own. */
  readonly plan?: Partial<typeof PLAN>;
  /** How long a commanded reboot of a simulated router takes; default 20. */
  readonly rebootSeconds?: number;
  /** RouterOS that the simulated routers play; default one that is not on the red list. */
  readonly routerosVersion?: string;
  readonly say: (line: string) => void;
}

const SAFE_VERSION = '7.24.3';

/** The programme of twelve villages: controller and simulator as processes, everything else over their public doors. */
export async function startDemo({
  config,
  calm,
  withHistory,
  plan = {},
  rebootSeconds = 20,
  routerosVersion = SAFE_VERSION,
  say,
}: DemoOptions): Promise<Demo> {
  mkdirSync(config.dataDir, { recursive: true });
  const secrets = secretsFor(config.dataDir);
  const password = config.demoPassword ?? keptPassword(config.dataDir);
  const names = namesOf(examples);
  const simulator = await startSimulator({
    routers: names.length,
    names,
    user: 'pemasang',
    password: secrets.admin,
    rebootSeconds,
    version: routerosVersion,
  });
  const stops: (() => Promise<void>)[] = [() => simulator.stop()];
  const stop = async () => {
    for (const step of stops.splice(0).reverse()) await step();
  };
  try {
    const links = new Map((await simulator.links()).map((link) => [link.name, `${link.host}:${link.port}`]));
    const environment = {
      ...environmentOf(config),
      CANARIES: `penyedia-a=${links.get('canary-a')},penyedia-b=${links.get('canary-b')}`,
      HUB: links.get('hub'),
    };
    let controller = await startControllerProcess(environment);
    stops.push(() => controller.stop());
    const ops = opsClient(new URL(controller.opsUrl).origin.replace('localhost', '127.0.0.1'));
    const codes = examples.map((village) => village.code);
    await makePeople(ops, controller.setUpUrl && new URL(controller.setUpUrl).pathname, password, codes);
    await ops.send('PUT', `/api/service-plans/${PLAN.name}`, { ...PLAN, ...plan });
    const fleet = await simulator.routers();
    // Nobody can look before the script has made the accounts: a refused password would cost five minutes.
    await Promise.all(fleet.map((played) => simulator.fault(played.name, 'refused', {})));
    const imported = await ops.send<ImportReport>(
      'POST',
      '/api/routers/import?dryRun=false',
      csvOf(examples, fleet, secrets),
      'text/csv',
    );
    if (imported.faults.length > 0)
      throw new Error(`the demo's own routers are refused: ${JSON.stringify(imported.faults)}`);
    const entries = () => ops.get<RouterEntry[]>('/api/router-entries');
    const begun = new Date(Date.now() - HISTORY_MS);
    for (const router of await entries()) {
      const played = fleet.find((one) => one.name === router.name);
      if (!played) continue;
      await ops.send('PATCH', `/api/routers/${router.id}`, {
        servicePlan: PLAN.name,
        simulated: true,
        tunnelAddress: played.tunnelAddress ?? null,
        loginOrigin: played.httpPort ? `http://${played.hotspotHost}:${played.httpPort}` : null,
        inServiceSince:
          Date.parse(router.inServiceSince) > begun.getTime() ? begun.toISOString() : router.inServiceSince,
      });
    }
    const routers = await entries();
    await Promise.all(
      routers.map(async (router) => {
        const played = fleet.find((one) => one.name === router.name);
        if (!played) return;
        const said = await simulator.paste(
          router.name,
          scriptOf(planFor(router, played, controller, secrets)),
        );
        if (!said.includes('SELESAI.')) throw new Error(`${router.name} is not set up:\n${said}`);
        await simulator.mend(router.name);
      }),
    );
    await makeAnnouncements(ops, Date.now(), codes);
    await makeAccess(ops, codes);
    await makeFeeds(ops, Date.now(), codes);
    await tellReports(ops, controller.portalUrl, codes);
    const story = new AbortController();
    stops.push(async () => story.abort());
    if (!calm)
      tellStory(simulator, names, story.signal).catch(
        (error: Error) => error.name !== 'AbortError' && say(`the storyline stopped: ${error.message}`),
      );
    const history = withHistory
      ? takeInHistory(ops, controller, simulator, routers, begun)
      : Promise.resolve(0);
    history.catch(() => {}); // told by whoever awaits it
    return {
      get controller() {
        return controller;
      },
      async restartController() {
        await controller.ended;
        controller = await startControllerProcess(environment);
      },
      simulator,
      password,
      routers,
      history,
      stop,
    };
  } catch (error) {
    await stop();
    if (isOtherPassword(error)) {
      throw new Error(
        `an earlier demo in ${config.dataDir} has another DEMO_PASSWORD: give that one, or remove the folder`,
        { cause: error },
      );
    }
    throw error;
  }
}

/** With an agent of its own, so that the history never stands in front of live looks. */
async function takeInHistory(
  ops: OpsClient,
  controller: ControllerProcess,
  simulator: Simulator,
  routers: readonly RouterEntry[],
  from: Date,
): Promise<number> {
  const earlier = (await ops.get<{ id: number; name: string }[]>('/api/agents')).some(
    (agent) => agent.name === 'riwayat',
  );
  if (earlier) return 0;
  const { id, token } = await ops.send<{ id: number; token: string }>('POST', '/api/agents', {
    name: 'riwayat',
  });
  const controllerUrl = new URL(controller.opsUrl).origin.replace('localhost', '127.0.0.1');
  const taken = await tellHistory({
    simulator,
    controllerUrl,
    token,
    routers,
    from,
    to: new Date(),
  });
  await ops.send('DELETE', `/api/agents/${id}`);
  return taken;
}

function environmentOf(config: Config): NodeJS.ProcessEnv {
  return {
    ...process.env,
    OPS_PORT: String(config.opsPort),
    PORTAL_PORT: String(config.portalPort),
    RADIUS_AUTH_PORT: String(config.radiusAuthPort),
    RADIUS_ACCT_PORT: String(config.radiusAcctPort),
    METRICS_PORT: String(config.metricsPort),
    BIND_ADDRESS: config.bindAddress,
    OPS_BIND_ADDRESS: config.opsBindAddress,
    DATA_DIR: config.dataDir,
    LOG_LEVEL: config.logLevel,
    ...scriptEnvironment(config),
  };
}

/** So that the page of the script has one to show; the tunnel's network holds the addresses that the simulator plays. */
function scriptEnvironment({ portalPublicUrl, portalPort }: Config): NodeJS.ProcessEnv {
  const portal = portalPublicUrl ?? (portalPort === 0 ? null : `http://localhost:${portalPort}`);
  return {
    ...(portal === null ? {} : { PORTAL_PUBLIC_URL: portal }),
    TUNNEL_NETWORK: '127.0.0.0/8',
    WIREGUARD_ENDPOINT: 'hub.contoh.invalid:13231',
    WIREGUARD_PUBLIC_KEY: `${'contoh'.repeat(8).slice(0, 42)}A=`,
    SSTP_ENDPOINT: 'hub.contoh.invalid:443',
    RADIUS_PUBLIC_ADDRESS: '127.0.0.1',
  };
}

/** Made at the first start and kept, so that a second one knows it. */
function keptPassword(dataDir: string): string {
  const file = path.join(dataDir, 'demo-password');
  if (!existsSync(file))
    writeFileSync(file, `desa-${randomBytes(6).toString('base64url')}\n`, { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** In the demo everything lies on loopback, and its data apart from those of real routers. */
export function demoConfig(
  config: Config,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  return {
    ...config,
    bindAddress: env.BIND_ADDRESS ? config.bindAddress : '127.0.0.1',
    dataDir: env.DATA_DIR ? config.dataDir : path.join(home, 'data', 'demo'),
    logLevel: env.LOG_LEVEL ? config.logLevel : 'warn',
  };
}
