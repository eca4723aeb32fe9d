import type { AddressInfo } from 'node:net';
import { type Arguments, readArguments, USAGE } from './arguments.ts';
import { controlServer } from './control.ts';
import { FleetRun } from './fleet.ts';

/** `npm run simulate`: a fleet and its control port, until a signal ends them. */
async function main(): Promise<void> {
  let given: Arguments;
  try {
    given = readArguments(process.argv.slice(2));
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 1;
    return;
  }
  const [host = '', authPort, acctPort] = given.radius?.split(':') ?? [];
  const fleet = new FleetRun({
    routers: given.routers,
    basePort: given.port,
    host: given['own-addresses'] ? 'own' : '127.0.0.1',
    hotspotPort: given['hotspot-port'] ?? false,
    ...(given['tls-port'] === undefined ? {} : { tlsPort: given['tls-port'] }),
    version: given.version,
    users: [{ name: given.user, password: given.password }],
    seed: given.seed,
    residents: given.residents,
    rebootSeconds: given['reboot-seconds'],
    factory: given.factory,
    deviceMode: given['device-mode'],
    licenceLevel: given.licence,
    ...(given.serials ? { serials: given.serials } : {}),
    ...(given.names ? { names: given.names } : {}),
    ...(given.links ? { linkPorts: given.links as [number, number, number] } : {}),
    ...(given.radius
      ? {
          radius: {
            host,
            authPort: Number(authPort),
            acctPort: Number(acctPort),
            secret: given['radius-secret']!,
          },
        }
      : {}),
  });
  const control = controlServer(fleet);
  try {
    await fleet.start();
    await new Promise<void>((resolve, reject) =>
      control.once('error', reject).listen(given.control, '127.0.0.1', resolve),
    );
  } catch (error) {
    console.error(taken(error as NodeJS.ErrnoException, given));
    await fleet[Symbol.asyncDispose]();
    control.close();
    process.exitCode = 1;
    return;
  }
  const ports = fleet.handles.map((handle) => handle.port);
  const http = fleet.handles[0]?.httpPort;
  console.log(
    `${given.routers} routers (RouterOS ${given.version}) on ${fleet.handles[0]!.address}:${Math.min(...ports)}–${Math.max(...ports)}, ` +
      `${http ? `hotspot pages from port ${http}, ` : ''}control on http://127.0.0.1:${(control.address() as AddressInfo).port}`,
  );
  const stop = (): void => {
    control.close();
    control.closeAllConnections();
    void fleet[Symbol.asyncDispose]();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  endWithNpm();
}

/** npm that is ended leaves what it started running: an orphan of it ends as by SIGTERM. */
function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGTERM'), 1_000).unref();
}

/** One sentence that names the port and the flag to change. */
function taken(error: NodeJS.ErrnoException & { port?: number; address?: string }, given: Arguments): string {
  if (error.code !== 'EADDRINUSE' || error.port === undefined) return error.message;
  const { port } = error;
  const ranges: readonly (readonly [flag: string, base: number | undefined, ports: number])[] = [
    ['--control', given.control, 1],
    ['--port', given.port, given.routers],
    ['--hotspot-port', given['hotspot-port'], given.routers],
    ['--tls-port', given['tls-port'], given.routers],
  ];
  const [flag] = ranges.find(
    ([, base, ports]) => base !== undefined && port >= base && port < base + ports,
  ) ?? ['--links'];
  return `Port ${port} on ${error.address} is taken: choose another with ${flag}.`;
}

await main();
