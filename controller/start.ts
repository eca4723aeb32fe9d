import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { type OwnAgent, startOwnAgent } from './agent-link/own-agent.ts';
import { buildOps, type Parts } from './app.ts';
import { whatIsThere } from './found.ts';
import { createBus } from './platform/bus.ts';
import type { Config } from './platform/config.ts';
import { openDb } from './platform/db.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import type { App } from './platform/http.ts';
import { createLive } from './platform/live.ts';
import { createRegistry, metricsServer } from './platform/metrics.ts';
import { migrate } from './platform/migrate.ts';
import { sealerFor } from './platform/seal.ts';
import { listenPortal } from './portal/index.ts';
import { setUpLink } from './staff/index.ts';
import { judgeSettings, NotFit, trustOf } from './start-rules.ts';

/** A port is taken, or may not be used; names the variable. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

export interface Controller {
  readonly app: App;
  readonly opsUrl: string;
  readonly portalUrl: string;
  readonly metricsUrl: string;
  readonly radius: { readonly authPort: number; readonly acctPort: number };
  /** Process ids, for tests that kill. */
  readonly pids: { readonly postgres: number | null; agent(): number | null };
  /** One-time address where the first admin is made; null when there are people. */
  readonly setUpUrl: string | null;
  /** Program, database, inventory, newest look and backup: a line each. */
  readonly there: readonly string[];
  /** What was out of the ordinary at start. */
  readonly found: readonly string[];
  /** What the settings lack, a sentence each, with what to set. */
  readonly warnings: readonly string[];
  stop(): Promise<void>;
}

export async function startController(config: Config, log: FastifyBaseLogger): Promise<Controller> {
  const found: string[] = [];
  const undo: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => log.error({ err: error }, 'stopping went wrong, going on'));
    }
  };
  try {
    const postgres = config.databaseUrl === null ? await embedded(config, found) : null;
    if (postgres) undo.push(() => postgres.stop());
    const url = postgres?.url ?? config.databaseUrl!;
    const applied = await migrate(url);
    if (applied.length > 0) found.push(`migrations applied: ${applied.join(', ')}`);
    const db = openDb(url);
    undo.push(() => db.$disconnect());
    const sealer = await sealerFor(db, config.dataDir, config.keyFile);
    const there = await whatIsThere(db, config, new Date());
    const { refusal, warnings } = judgeSettings(config, there.realRouters);
    if (refusal !== null) throw new NotFit(refusal);
    const metrics = createRegistry();
    const live = createLive({ allowsOrigin: originRule(config) });
    const parts: Parts = {
      config,
      db,
      sealer,
      bus: createBus(),
      live,
      metrics,
      clock: () => new Date(),
      log,
    };
    const app = await buildOps(parts);
    undo.push(() => app.close());
    if (postgres) app.disk.watch(postgres.dataDir, true);
    tellOfUntrusted(app.server, trustOf(config.trustedProxy), log);
    live.attach(app.server, {
      watcherOf: (header) => app.staff.watcherOf(header),
      snapshot: (villages) => app.outages.snapshot(villages),
      agentOf: async (token) => (await app.villages.agentByToken(token))?.id ?? null,
    });
    app.addHook('preClose', () => live.close());
    parts.bus.on('session:ended', (session) => live.endSession(session));
    parts.bus.on('routers:changed', () => live.routersStale());

    await app.ready();
    const radius = await taken('RADIUS_AUTH_PORT or RADIUS_ACCT_PORT', () =>
      app.access.listen({
        address: config.bindAddress,
        authPort: config.radiusAuthPort,
        acctPort: config.radiusAcctPort,
      }),
    );
    const metricsHttp = metricsServer(metrics);
    await listen(metricsHttp, config.metricsPort, '127.0.0.1', 'METRICS_PORT');
    undo.push(() => new Promise((resolve) => metricsHttp.close(resolve)));
    await taken(`OPS_PORT (${config.opsPort})`, () =>
      app.listen({ port: config.opsPort, host: config.opsBindAddress }),
    );
    const opsPort = portOf(app.server);
    if (isExposed(config)) app.outages.setNotice('insecure-cookie', { kind: 'insecure-cookie' });
    const portal = await taken(`PORTAL_PORT (${config.portalPort})`, () =>
      listenPortal(app, { port: config.portalPort, host: config.bindAddress }),
    );
    undo.push(() => portal.close());
    const agent: OwnAgent = await startOwnAgent(app, `http://${loopback(config.opsBindAddress)}:${opsPort}`);
    undo.push(() => agent.stop());

    const opsUrl = config.opsPublicUrl ?? `http://${shown(config.opsBindAddress)}:${opsPort}`;
    return {
      app,
      opsUrl,
      portalUrl: portal.origin,
      metricsUrl: `http://127.0.0.1:${portOf(metricsHttp)}/metrics`,
      radius,
      pids: { postgres: postgres?.pid ?? null, agent: agent.pid },
      setUpUrl: await setUpLink(app).then((path) => path && `${opsUrl}${path}`),
      there: there.lines,
      found,
      warnings,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function embedded(config: Config, found: string[]): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, database: 'sinyal_desa' });
  if (postgres.recovered)
    found.push(
      'the last stop was not in order (a power cut, or a kill): PostgreSQL has replayed its log, and what was acknowledged is there',
    );
  if (postgres.adopted)
    found.push('PostgreSQL was still running: the last controller was killed, its database was not');
  if (!postgres.dataDir.startsWith(config.dataDir))
    found.push(
      `PostgreSQL keeps its data in ${postgres.dataDir}, since its user cannot enter ${config.dataDir}`,
    );
  return postgres;
}

/** A proxy that nobody trusts makes every visitor one address: said once, with what to set. */
function tellOfUntrusted(server: Server, trusts: ReturnType<typeof trustOf>, log: FastifyBaseLogger): void {
  // A flag: Socket.IO keeps the listeners to itself, and they can not be taken off again.
  let told = false;
  server.on('request', ({ headers, socket }: IncomingMessage) => {
    if (told || headers['x-forwarded-for'] === undefined || trusts(socket.remoteAddress)) return;
    told = true;
    log.warn(
      { from: socket.remoteAddress },
      'X-Forwarded-For came from an address that is not in TRUSTED_PROXY and is not believed: set TRUSTED_PROXY when that is your proxy',
    );
  });
}

/** Staff sign in over plain http from other machines: their cookie can be read on the way. */
const isExposed = ({ opsBindAddress, opsPublicUrl }: Config) =>
  !/^127\.|^::1$/.test(opsBindAddress) && !opsPublicUrl?.startsWith('https:');

/** Only pages that came from here may open a socket. */
function originRule({ opsPublicUrl }: Config) {
  const own = opsPublicUrl ? new URL(opsPublicUrl).origin : null;
  return (origin: string | undefined, host: string | undefined): boolean => {
    if (origin === undefined) return true; // agents; a browser always sends one
    if (own !== null && origin === own) return true;
    return URL.canParse(origin) && host !== undefined && new URL(origin).host === host;
  };
}

const loopback = (address: string) =>
  address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address.includes(':') ? `[${address}]` : address;
const shown = (address: string) => loopback(address).replace('127.0.0.1', 'localhost');
const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listen(server: Server, port: number, host: string, variable: string): Promise<void> {
  await taken(
    `${variable} (${port})`,
    () =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, host, resolve);
      }),
  );
}

async function taken<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number };
    const which = port ? `port ${port}` : 'a port';
    if (code === 'EADDRINUSE')
      throw new PortTaken(
        `${which} is taken by another program: stop it, or set ${what} to another one (0 = any free)`,
        { cause: error },
      );
    if (code === 'EACCES')
      throw new PortTaken(`${which} may not be opened by this user: set ${what} to one above 1023`, {
        cause: error,
      });
    if (code === 'EADDRNOTAVAIL')
      throw new PortTaken(
        `the address for ${what} does not belong to this machine: set BIND_ADDRESS or OPS_BIND_ADDRESS`,
        { cause: error },
      );
    throw error;
  }
}
