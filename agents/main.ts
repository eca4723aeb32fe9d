/** The agent as a process: `npm run agent`, or a child of the controller. Exit code 0 when it was asked to stop, 1 when it cannot run. */
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < 24) {
  console.error(
    `The agent needs Node 24 or newer; this is ${process.versions.node}. Start it with: npm run agent`,
  );
  process.exit(1);
}

const { readConfig, WrongEnvironment } = await import('./config.ts');
const { startAgent } = await import('./agent.ts');
const { pino } = await import('pino');

try {
  const config = readConfig(process.env);
  const log = pino({ level: config.logLevel, base: { part: 'agent' } });
  const agent = startAgent(config, log);
  const stop = (why: string): void => {
    log.info({ why }, 'stopping');
    agent.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => stop('SIGTERM')).once('SIGINT', () => stop('SIGINT'));
  // npm that is ended leaves what it started running: an orphan of it ends too
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && stop('npm is gone'), 1_000).unref();
  }
  // a child does not outlive the controller that would start another
  if (process.connected) process.once('disconnect', () => stop('controller is gone'));
} catch (error) {
  if (!(error instanceof WrongEnvironment)) throw error;
  console.error(error.message);
  process.exit(1);
}

export {};
