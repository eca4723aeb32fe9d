import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type FreshRoot, SOURCE } from './fresh-root.ts';
import { visit } from './phone.ts';

const home = path.resolve(import.meta.dirname, '..');
const NODE = path.join(home, 'node_modules/.bin/node');
const WAIT_MS = 60_000;
const PORTAL = 'wifi.contoh.go.id';
/** Where Caddy would lead: phones of this try go there at once. */
const PORTAL_PORT = 8081;
/** Where the router's own pages are, as on a real one: a portal leads to no other port. */
const PHONE_PORT = 80;
const OPS = 'http://127.0.0.1:8080';
/** What an operator fills in, and what it is here. Nothing else of the page is changed. */
const OURS: readonly (readonly [page: string, here: string])[] = [
  ['https://git.contoh.go.id/sinyal-desa.git', `file://${SOURCE}`],
  ['203.0.113.10', '127.0.0.1'],
  ['203.0.113.20', '127.44.0.1'],
];

export interface World {
  filledIn(script: string): string;
  /** The controller, left running until `end`. */
  keep(script: string): Promise<void>;
  /** What a person does at a screen, a router or a phone. */
  person(where: string): Promise<void>;
  end(): Promise<void>;
}

export function startWorld(root: FreshRoot): World {
  const running: ChildProcess[] = [];
  let controller: Listened | null = null;
  let control = '';
  let cookie = '';
  const people: Record<string, () => Promise<void>> = {
    /** The one-time address that the start printed. */
    async layar() {
      const token = (await controller!.said(/\/(?:siapkan|setup)\/([A-Za-z0-9_-]{43})/))[1];
      const answer = await fetch(`${OPS}/api/setup/${token}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: OPS },
        body: JSON.stringify({ name: 'admin', password: 'kopi-pahit-sekali' }),
      });
      if (!answer.ok)
        throw new Error(`the first admin was not made: ${answer.status} ${await answer.text()}`);
      cookie = answer.headers
        .getSetCookie()
        .map((one) => one.split(';')[0])
        .join('; ');
    },
    /** A router out of its box gets the printed script. */
    async router() {
      const args = [
        '--routers',
        '1',
        '--factory',
        '--own-addresses',
        '--port',
        '8728',
        '--tls-port',
        '8729',
        '--hotspot-port',
        '0',
      ];
      const simulator = listened(
        spawn(NODE, ['agents/simulator/main.ts', ...args, '--control', '0'], { cwd: home }),
      );
      running.push(simulator.child);
      control = (await simulator.said(/control on (http:\S+)/))[1]!;
      const text = readFileSync(path.join(root.place, 'root/munggu-1.rsc'), 'utf8');
      const pasted = await post(`${control}/routers/1/console`, { text });
      if (!/SELESAI/.test(pasted.output)) throw new Error(`the router did not finish:\n${pasted.output}`);
    },
    /** Green within a minute; then a phone without any session gets online by one button. */
    async ponsel() {
      await until('the router is up', async () => {
        const answer = await fetch(`${OPS}/api/routers`, { headers: { cookie } });
        const { routers } = (await answer.json()) as { routers: { state: string }[] };
        return routers[0]?.state === 'up';
      });
      await post(`${control}/routers/1/phones`, { associate: true, port: PHONE_PORT });
      await visit(PHONE_PORT, { host: PORTAL, port: PORTAL_PORT });
    },
  };
  return {
    filledIn: (script) => OURS.reduce((text, [page, here]) => text.replaceAll(page, here), script),
    async keep(script) {
      controller = listened(root.start(script));
      running.push(controller.child);
      await controller.said(/Sinyal Desa: dashboard/);
    },
    async person(where) {
      const act = people[where];
      if (!act) throw new Error(`nobody here can do something at "${where}"`);
      await act();
    },
    async end() {
      for (const child of running.reverse()) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 30_000).unref())]);
      }
    },
  };
}

interface Listened {
  readonly child: ChildProcess;
  /** Waits until it printed something that fits. */
  said(what: RegExp): Promise<RegExpExecArray>;
}

function listened(child: ChildProcess): Listened {
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (more) => (text += more));
  return {
    child,
    async said(what) {
      await until(`${what} is said`, async () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}:\n${text}`);
        return what.test(text);
      });
      return what.exec(text)!;
    },
  };
}

async function until(what: string, is: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + WAIT_MS; Date.now() < end; ) {
    if (await is()) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`not within ${WAIT_MS / 1_000} s: ${what}`);
}

async function post(url: string, body: object): Promise<{ output: string }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { output: string };
}
