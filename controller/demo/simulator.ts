import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { home } from '../platform/config.ts';

const START_MS = 20_000;

const SimRouter = z.object({
  name: z.string(),
  serial: z.string(),
  version: z.string(),
  host: z.string(),
  port: z.number().int(),
  httpPort: z.number().int().nullish(),
  hotspotHost: z.string(),
  tunnelAddress: z.string().nullish(),
  uplink: z.string(),
  /** Reboots that were asked of it over its API. */
  commandedReboots: z.number().int(),
});
export type SimRouter = z.infer<typeof SimRouter>;

const SimPhone = z.object({ mac: z.string(), url: z.string(), online: z.boolean() });
export type SimPhone = z.infer<typeof SimPhone>;

const Link = z.object({ name: z.string(), host: z.string(), port: z.number().int() });

export interface SimulatorOptions {
  readonly routers: number;
  readonly names: readonly string[];
  /** Account that may do everything, for the set-up. */
  readonly user: string;
  readonly password: string;
  /** RouterOS that all of them play; default the simulator's own. */
  readonly version?: string;
  /** How long a commanded reboot takes; default 20. */
  readonly rebootSeconds?: number;
  /** Hotspot pages and phones; default true. */
  readonly hotspot?: boolean;
}

/** The fleet as another program knows it: by its control port. */
export interface Simulator {
  readonly control: string;
  routers(): Promise<SimRouter[]>;
  links(): Promise<z.infer<typeof Link>[]>;
  fault(router: string, kind: string, details: Record<string, number>): Promise<void>;
  /** A phone of its own: all that it asks for ends at `url`. */
  phone(router: string): Promise<SimPhone>;
  phones(router: string): Promise<SimPhone[]>;
  /** A phone comes into reach: the router asks RADIUS for it. */
  comeBy(router: string): Promise<void>;
  /** Text into a router's terminal; what the terminal shows. */
  paste(router: string, text: string): Promise<string>;
  /** Ends all faults of a router. */
  mend(router: string): Promise<void>;
  /** Lines of `GET /routers/{i}/history`, as they come. */
  history(router: string, from: Date, to: Date, stepSeconds: number): AsyncIterable<unknown>;
  stop(): Promise<void>;
}

export async function startSimulator({
  routers,
  names,
  user,
  password,
  hotspot = true,
  rebootSeconds = 20,
  version,
}: SimulatorOptions): Promise<Simulator> {
  const args = [
    path.join(home, 'agents', 'simulator', 'main.ts'),
    ...['--routers', String(routers), '--names', names.join(','), '--user', user, `--password=${password}`],
    ...['--port', '0', '--control', '0', '--reboot-seconds', String(rebootSeconds), '--own-addresses'],
  ];
  if (version !== undefined) args.push('--version', version);
  if (hotspot) args.push('--hotspot-port', '0');
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const control = await controlOf(child);
  const ask = async <T>(schema: z.ZodType<T>, route: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${control}${route}`, { ...init, signal: AbortSignal.timeout(10_000) });
    if (!response.ok)
      throw new Error(`simulator: ${route} answered ${response.status}: ${await response.text()}`);
    return schema.parse(await response.json());
  };
  return {
    control,
    routers: () => ask(z.array(SimRouter), '/routers'),
    links: () => ask(z.array(Link), '/links'),
    async fault(router, kind, details) {
      await ask(z.unknown(), `/routers/${router}/faults`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ kind, ...details }),
      });
    },
    phone: (router) =>
      ask(SimPhone, `/routers/${router}/phones`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      }),
    phones: (router) => ask(z.array(SimPhone), `/routers/${router}/phones`),
    async comeBy(router) {
      await ask(z.unknown(), `/routers/${router}/phones`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ associate: true }),
      });
    },
    async paste(router, text) {
      const { output } = await ask(z.object({ output: z.string() }), `/routers/${router}/console`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ text }),
      });
      return output;
    },
    async mend(router) {
      await ask(z.unknown(), `/routers/${router}/faults`, { method: 'DELETE' });
    },
    async *history(router, from, to, stepSeconds) {
      const period = new URLSearchParams({
        from: from.toISOString(),
        to: to.toISOString(),
        step: String(stepSeconds),
      });
      const response = await fetch(`${control}/routers/${router}/history?${period}`, {
        signal: AbortSignal.timeout(60_000),
      });
      if (!response.ok || !response.body) throw new Error(`simulator: history answered ${response.status}`);
      let rest = '';
      for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
        const lines = (rest + piece).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line !== '') yield JSON.parse(line);
      }
    },
    async stop() {
      if (child.exitCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await gone;
      clearTimeout(hard);
    },
  };
}

/** Its address stands in the line that it prints when it is ready. */
async function controlOf(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout! });
  return await new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the simulator does not start')), START_MS);
    child.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
    lines.on('line', (line) => {
      const address = /control on (http:\S+)/.exec(line)?.[1];
      if (!address) return;
      clearTimeout(late);
      resolve(address);
    });
  });
}
