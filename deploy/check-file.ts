import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type FreshRoot, sure } from './fresh-root.ts';

/** Judges the file that stands for a block, by the tool that will read it. Throws with what the tool said. */
export function check(home: string, words: string, root: FreshRoot): void {
  const [tool, ...rest] = words.split(' ');
  const file = path.join(home, rest.at(-1)!);
  const spare = mkdtempSync('/var/tmp/sd-check-');
  try {
    if (tool === 'systemd-analyze') verifyUnit(home, file, spare);
    else if (tool === 'nft') sure('nft', ['-c', '-f', file]);
    else if (tool === 'caddy') {
      copyFileSync(file, path.join(root.place, 'root/Caddyfile'));
      sure('chroot', [
        root.place,
        'caddy',
        'validate',
        '--adapter',
        'caddyfile',
        '--config',
        '/root/Caddyfile',
      ]);
    } else if (tool === 'nginx') sure('nginx', ['-t', '-c', nginxWith(file, spare)]);
    else if (tool === 'wg-quick') {
      copyFileSync(file, path.join(root.place, 'root/wg0.conf'));
      sure('chroot', [root.place, 'wg-quick', 'strip', '/root/wg0.conf']);
    } else throw new Error(`there is no check "${tool}"`);
  } finally {
    rmSync(spare, { recursive: true });
  }
}

/** As it stands, but for the checkout, which is this one. A warning counts: systemd would ignore that line. */
function verifyUnit(home: string, file: string, spare: string): void {
  const name = path.basename(file);
  const here = path.join(spare, name);
  writeFileSync(here, readFileSync(file, 'utf8').replaceAll('/opt/sinyal-desa/', `${home}/`));
  const said = sure('systemd-analyze', ['verify', here]);
  const ours = said.split('\n').filter((line) => line.includes(name));
  if (ours.length > 0) throw new Error(ours.join('\n'));
}

/** The file in a whole configuration, with certificates of a minute in the place of the real ones. */
function nginxWith(file: string, spare: string): string {
  const [key, certificate] = ['privkey.pem', 'fullchain.pem'].map((name) => path.join(spare, name));
  sure('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=contoh',
    '-keyout',
    key!,
    '-out',
    certificate!,
    '-days',
    '1',
  ]);
  const site = readFileSync(file, 'utf8').replace(/\/etc\/letsencrypt\/live\/[^/]+/g, spare);
  const whole = path.join(spare, 'nginx.conf');
  writeFileSync(
    whole,
    `pid ${spare}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${site}\n}\n`,
  );
  return whole;
}
