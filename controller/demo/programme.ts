import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { SimRouter } from './simulator.ts';

export interface Example {
  readonly code: string;
  readonly name: string;
}

export interface Secrets {
  readonly admin: string;
  readonly monitor: string;
  readonly action: string;
  radius(router: string): string;
}

/** Drawn from one seed that is kept beside the data: a second start knows the passwords of the first. */
export function secretsFor(dataDir: string): Secrets {
  const file = path.join(dataDir, 'demo-seed');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  const seed = readFileSync(file, 'utf8').trim();
  const draw = (what: string) => createHmac('sha256', seed).update(what).digest('base64url').slice(0, 32);
  return {
    admin: draw('admin'),
    monitor: draw('monitor'),
    action: draw('action'),
    radius: (router) => draw(`radius ${router}`),
  };
}

/** Router names of the demo: the village's name in small letters. */
export const namesOf = (villages: readonly Example[]) =>
  villages.map(({ name }) =>
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, ''),
  );

const contacts = [
  'Pak Rahmat',
  'Bu Yuliana',
  'Pak Hasan',
  'Bu Nurhayati',
  'Pak Darwis',
  'Bu Sri',
  'Pak Junaidi',
  'Bu Maryam',
  'Pak Anwar',
  'Bu Rosita',
  'Pak Fauzi',
  'Bu Aminah',
];

/** The file that an office would import. */
export function csvOf(villages: readonly Example[], fleet: readonly SimRouter[], secrets: Secrets): string {
  const names = namesOf(villages);
  return stringify(
    villages.map(({ code }, index) => {
      const name = names[index]!;
      const played = fleet.find((one) => one.name === name);
      if (!played) throw new Error(`the simulator plays no router named ${name}`);
      return {
        village_code: code,
        router_name: name,
        host: played.host,
        port: played.port,
        tls: 'false',
        username: 'sd-monitor',
        password: secrets.monitor,
        uplink: played.uplink.startsWith('lte') ? 'lte' : (['vsat', 'radio'][index % 2] ?? 'radio'),
        via: 'hub',
        action_username: 'sd-tech',
        action_password: secrets.action,
        radius_secret: secrets.radius(name),
        contact_name: contacts[index % contacts.length],
        contact_phone: `+62 811 7000 ${String(100 + index)}`,
        provider: 'contoh',
      };
    }),
    { header: true },
  );
}
