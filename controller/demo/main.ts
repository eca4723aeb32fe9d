import { closeGracefully } from '../platform/close-gracefully.ts';
import { readConfig } from '../platform/config.ts';
import { endWithNpm } from '../platform/end-with-npm.ts';
import { plainly } from '../platform/plainly.ts';
import { demoConfig, startDemo } from './demo.ts';

/** `npm run demo [-- --calm] [-- --no-history]` */
async function main(): Promise<void> {
  const config = demoConfig(readConfig());
  const given = new Set(process.argv.slice(2));
  for (const flag of given) {
    if (flag !== '--calm' && flag !== '--no-history')
      throw new Error(`unknown flag ${flag}: there are --calm (no storyline) and --no-history`);
  }
  const demo = await startDemo({
    config,
    calm: given.has('--calm'),
    withHistory: !given.has('--no-history'),
    say: console.log,
  });
  const { opsUrl, portalUrl, metricsUrl } = demo.controller;
  const phone = demo.routers.find((router) => router.loginOrigin !== null);
  console.log(`
  Dashboard        ${opsUrl}
  Sign in as       admin, operator, editor, teknisi or viewer; password ${config.demoPassword ? 'as in DEMO_PASSWORD' : demo.password}
  Be a phone       ${phone?.loginOrigin ?? portalUrl} (${phone?.village.name}: opens its portal page)
  Simulator        ${demo.simulator.control}/routers, ${demo.simulator.control}/faults
  Metrics          ${metricsUrl}
  Stop             Ctrl+C
`);
  process.send?.({
    demo: true,
    opsUrl,
    portalUrl,
    metricsUrl,
    control: demo.simulator.control,
    password: demo.password,
  });
  if (process.send) process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  demo.history.then(
    (looks) => looks > 0 && console.log(`A day of simulated history is in (${looks} looks).`),
    (error: Error) => console.error(`The simulated history could not be taken in: ${error.message}`),
  );
  endWithNpm();
  closeGracefully({ delayMs: 40_000, say: console.error }, () => demo.stop());
  void demo.controller.ended.then((code) => {
    console.error(`The controller ended with ${code}; the demo ends too.`);
    process.kill(process.pid, 'SIGTERM');
  });
}

await main().catch((error: unknown) => {
  console.error(plainly(error));
  process.exit(1);
});
