import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Config, home } from '../platform/config.ts';
import { keyFile } from '../platform/seal.ts';
import { askDatabase } from './ask-database.ts';
import type { Facts, FolderFact, KeyFact, PortFact } from './facts.ts';

const ANSWER_MS = 3_000;

/** Looks at everything, each with a deadline; nothing is changed, and what cannot be looked at is said so. */
export async function look(config: Config, now: Date): Promise<Facts> {
  const key = keyFactOf(config);
  const [running, ports, folders, clockSynchronised, asked] = await Promise.all([
    answers(config),
    portsOf(config),
    Promise.all(foldersOf(config).map(folderFact)),
    timeIsKept(),
    askDatabase(config, key.kind === 'there' ? keyFile(config.dataDir, config.keyFile) : null, now),
  ]);
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    now,
    program: version,
    node: process.versions.node,
    running,
    ports,
    folders,
    clockSynchronised,
    key,
    ...asked,
  };
}

async function answers({ opsBindAddress, opsPort }: Config): Promise<boolean> {
  if (opsPort === 0) return false;
  const host = opsBindAddress === '0.0.0.0' || opsBindAddress === '::' ? '127.0.0.1' : opsBindAddress;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${opsPort}/healthz`;
  return await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    async (answer) => answer.ok && ((await answer.json()) as { ok?: boolean }).ok === true,
    () => false,
  );
}

async function portsOf(config: Config): Promise<PortFact[]> {
  const all = [
    { variable: 'OPS_PORT', port: config.opsPort, protocol: 'tcp', host: config.opsBindAddress },
    { variable: 'PORTAL_PORT', port: config.portalPort, protocol: 'tcp', host: config.bindAddress },
    { variable: 'METRICS_PORT', port: config.metricsPort, protocol: 'tcp', host: '127.0.0.1' },
    { variable: 'RADIUS_AUTH_PORT', port: config.radiusAuthPort, protocol: 'udp', host: config.bindAddress },
    { variable: 'RADIUS_ACCT_PORT', port: config.radiusAcctPort, protocol: 'udp', host: config.bindAddress },
  ] as const;
  const chosen = all.filter(({ port }) => port !== 0);
  return await Promise.all(
    chosen.map(async ({ host, ...fact }) => ({
      ...fact,
      state: await (fact.protocol === 'tcp' ? tcpState : udpState)(fact.port, host),
    })),
  );
}

const stateOf = ({ code }: NodeJS.ErrnoException): PortFact['state'] =>
  code === 'EACCES' ? 'forbidden' : 'taken';

const tcpState = (port: number, host: string): Promise<PortFact['state']> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(stateOf(error)));
    server.listen(port, host, () => server.close(() => resolve('free')));
  });

const udpState = (port: number, host: string): Promise<PortFact['state']> =>
  new Promise((resolve) => {
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.once('error', (error) => {
      socket.close();
      resolve(stateOf(error));
    });
    socket.bind(port, host, () => socket.close(() => resolve('free')));
  });

/** A data folder that is not made yet lies where its nearest parent does. */
function foldersOf({ dataDir, backupDir }: Config): string[] {
  let data = dataDir;
  while (!existsSync(data)) data = path.dirname(data);
  return backupDir === null ? [data] : [data, backupDir];
}

async function folderFact(folder: string): Promise<FolderFact> {
  try {
    const { blocks, bavail, bfree, bsize } = await statfs(folder);
    // As df: what only root may use counts neither as used nor as free.
    const used = blocks - bfree;
    return {
      path: folder,
      usedPercent: Math.ceil((100 * used) / (used + bavail)),
      freeBytes: bavail * bsize,
    };
  } catch {
    return { path: folder, usedPercent: null, freeBytes: null };
  }
}

function keyFactOf({ dataDir, keyFile: named }: Config): KeyFact {
  const file = named ?? path.join(dataDir, 'master.key');
  if (!existsSync(file))
    return named === null ? { kind: 'none-yet' } : { kind: 'unreadable', why: `KEY_FILE ${file} tidak ada` };
  try {
    accessSync(file, constants.R_OK);
    if (Buffer.from(readFileSync(file, 'utf8').trim(), 'base64').length !== 32)
      return { kind: 'unreadable', why: `${file} tidak berisi kunci 32 bita` };
    return { kind: 'there', file, openToOthers: (statSync(file).mode & 0o077) !== 0, named: named !== null };
  } catch {
    return { kind: 'unreadable', why: `${file} tidak dapat dibaca oleh pengguna ini` };
  }
}

/** systemd's word for it; null where there is no systemd. */
async function timeIsKept(): Promise<boolean | null> {
  try {
    const { stdout } = await promisify(execFile)(
      'timedatectl',
      ['show', '-p', 'NTPSynchronized', '--value'],
      {
        timeout: ANSWER_MS,
      },
    );
    return stdout.trim() === 'yes' ? true : stdout.trim() === 'no' ? false : null;
  } catch {
    return null;
  }
}
