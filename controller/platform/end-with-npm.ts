const LOOK_MS = 1_000;

/**
 * npm that is ended leaves what it started running, without a word to it. A process that npm started ends as by SIGTERM
 * when it has become an orphan.
 */
export function endWithNpm(): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS);
  timer.unref();
}
