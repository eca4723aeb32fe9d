import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type Demo, type DemoOptions, demoConfig, startDemo } from './demo/demo.ts';
import { type OpsClient, opsClient } from './demo/ops-client.ts';
import type { Config } from './platform/config.ts';
import { readConfig } from './platform/config.ts';

export interface TestDemo extends AsyncDisposable {
  readonly demo: Demo;
  readonly config: Config;
  /** Signed in as the admin; follows a controller that is started again. */
  readonly ops: OpsClient;
}

const PASSWORD = 'demo-for-a-test';
const FREE = {
  OPS_PORT: '0',
  PORTAL_PORT: '0',
  RADIUS_AUTH_PORT: '0',
  RADIUS_ACCT_PORT: '0',
  METRICS_PORT: '0',
};

/** The whole demo on free ports and in a folder of its own, without the storyline. */
export async function startTestDemo(
  options: Partial<Pick<DemoOptions, 'plan' | 'withHistory' | 'rebootSeconds' | 'routerosVersion'>> & {
    logLevel?: Config['logLevel'];
  },
): Promise<TestDemo> {
  const { logLevel = 'error', ...rest } = options;
  const dataDir = mkdtempSync('/tmp/sd-demo-');
  // Enterable for the user that runs PostgreSQL where we are root: all of it then lies here, and goes with it.
  chmodSync(dataDir, 0o755);
  const env = { ...FREE, DATA_DIR: dataDir, DEMO_PASSWORD: PASSWORD, LOG_LEVEL: logLevel };
  const config = demoConfig(readConfig(env), env);
  const demo = await startDemo({ config, calm: true, withHistory: false, say: () => {}, ...rest });
  const ops = opsClient(() => new URL(demo.controller.opsUrl).origin.replace('localhost', '127.0.0.1'));
  await ops.send('POST', '/api/session', { name: 'admin', password: PASSWORD });
  return {
    demo,
    config,
    ops,
    async [Symbol.asyncDispose]() {
      await demo.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
