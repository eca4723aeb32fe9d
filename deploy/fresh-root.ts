import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Longest time for one block; installing the packages and `npm ci` take about a minute each. */
const BLOCK_MS = 600_000;
const MIRROR = 'http://deb.debian.org/debian';
const AUTHORITIES = '/usr/local/share/ca-certificates';

export interface FreshRoot {
  readonly place: string;
  /** Runs a block by bash, ending at its first fault, and returns what it printed. Rejects with that and the exit code. */
  run(script: string): Promise<string>;
  /** Starts a block and leaves it running. */
  start(script: string): ChildProcess;
  remove(): Promise<void>;
}

/** The source that `git clone` of the page is led to. */
export const SOURCE = '/srv/sumber/sinyal-desa.git';

/** A minimal Debian 12 with HEAD of `home` as a repository; its processes have a namespace of their own, and end with it. */
export async function makeRoot(home: string): Promise<FreshRoot> {
  const place = mkdtempSync('/var/tmp/sd-server-');
  sure('mmdebstrap', [
    '--variant=apt',
    '--include=ca-certificates',
    'bookworm',
    place,
    `deb ${MIRROR} bookworm main`,
    `deb ${MIRROR} bookworm-updates main`,
    'deb http://deb.debian.org/debian-security bookworm-security main',
  ]);
  mkdirSync(path.join(place, path.dirname(SOURCE)), { recursive: true });
  sure('git', ['clone', '--quiet', '--bare', home, path.join(place, SOURCE)]);
  copyFileSync('/etc/resolv.conf', path.join(place, 'etc/resolv.conf'));
  copyFileSync('/etc/hosts', path.join(place, 'etc/hosts'));
  // nothing that a package wants to start can be started here
  writeFileSync(path.join(place, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  // authorities of this machine's own network, where there is one in between
  if (existsSync(AUTHORITIES))
    for (const file of readdirSync(AUTHORITIES))
      copyFileSync(path.join(AUTHORITIES, file), path.join(place, AUTHORITIES, file));
  sure('chroot', [place, 'update-ca-certificates']);
  return {
    place,
    start: (script) => inRoot(place, script),
    run: (script) => {
      const child = inRoot(place, script);
      let said = '';
      for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (text) => (said += text));
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      const timer = setTimeout(() => child.kill('SIGKILL'), BLOCK_MS);
      child.once('exit', (code, signal) => {
        clearTimeout(timer);
        if (code === 0) resolve(said);
        else
          reject(
            new Error(
              `this block ended with ${code ?? signal}:\n${script}\n--- it said:\n${said.slice(-4_000)}`,
            ),
          );
      });
      return promise;
    },
    async remove() {
      // a database that the page started may outlive its controller by a moment
      spawnSync('umount', ['--recursive', '--lazy', path.join(place, 'proc')]);
    },
  };
}

function inRoot(place: string, script: string): ChildProcess {
  return spawn(
    'unshare',
    // mounts end with the last process of the block
    [
      '--mount',
      '--',
      'sh',
      '-c',
      'mount -t proc proc "$0/proc"; mount --rbind /dev "$0/dev"; exec chroot "$0" bash -euo pipefail -c "$1"',
      place,
      script,
    ],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: '/root',
        LC_ALL: 'C.UTF-8',
        DEBIAN_FRONTEND: 'noninteractive',
        NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt',
      },
    },
  );
}

/** Runs a command that must succeed. */
export function sure(command: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64e6 });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? ''}\n${stderr}${stdout}`);
  return stdout + stderr;
}
