import { pino } from 'pino';
import { closeGracefully } from './platform/close-gracefully.ts';
import { type Config, readConfig } from './platform/config.ts';
import { endWithNpm } from './platform/end-with-npm.ts';
import { plainly } from './platform/plainly.ts';
import { type Controller, startController } from './start.ts';

/** The process: configuration in, signals in, exit code out. */
async function main(): Promise<void> {
  const [major = 0] = process.versions.node.split('.').map(Number);
  if (major < 24)
    throw new Error(`this needs Node 24, and runs on ${process.versions.node}: start it with "npm start"`);
  const config = readConfig();
  const log = pino({ level: config.logLevel, name: 'controller' });
  const controller = await startController(config, log);
  if (!process.send) for (const line of controller.there) console.log(line);
  for (const line of controller.found) console.log(line);
  if (!process.send) for (const line of controller.warnings) console.warn(line);
  if (process.send) tellParent(controller);
  else sayReady(controller, config);
  endWithNpm();
  // A demo or a test that started this process is gone: so are we.
  if (process.send) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  closeGracefully({ delayMs: 25_000, say: (fault) => log.error({ err: fault }, 'closing') }, () =>
    controller.stop(),
  );
}

function sayReady({ opsUrl, portalUrl, metricsUrl, radius, setUpUrl }: Controller, config: Config): void {
  console.log(
    `Sinyal Desa: dashboard ${opsUrl}, portal ${portalUrl}, RADIUS ${radius.authPort} and ${radius.acctPort}, metrics ${metricsUrl}`,
  );
  if (setUpUrl) console.log(`First time: make the first admin at ${setUpUrl} (within 24 hours, once)`);
  if (config.canaries === '') {
    console.warn('CANARIES is empty: a silent router will be "unknown", never "down". See .env.example.');
  }
}

/** Who started this process (the demo, a test) needs the addresses, and speaks to the person itself. */
function tellParent({ opsUrl, portalUrl, metricsUrl, radius, setUpUrl, pids }: Controller): void {
  process.send?.({
    ready: true,
    opsUrl,
    portalUrl,
    metricsUrl,
    radius,
    setUpUrl,
    pids: { postgres: pids.postgres, agent: pids.agent() },
  });
}

await main().catch((error: unknown) => {
  console.error(plainly(error));
  process.exit(1);
});
