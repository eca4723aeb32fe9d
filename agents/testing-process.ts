import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** The agent as a process of its own, for tests: its log is kept, and it ends with its scope. */
export class AgentProcess implements AsyncDisposable {
  readonly child: ChildProcess;
  readonly exited: Promise<unknown[]>;
  log = '';

  constructor(environment: Readonly<Record<string, string>>) {
    this.child = fork(path.join(import.meta.dirname, 'main.ts'), {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'debug', ...environment },
      execArgv: [],
      silent: true,
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        this.log += chunk.toString('utf8');
      });
    this.exited = once(this.child, 'exit');
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<unknown[]> {
    this.child.kill(signal);
    return this.exited;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill('SIGKILL');
  }
}
