import type { Sign, SignKind } from '#contract/outages.ts';
import { day, moment, number } from './words.ts';

type Say = (sign: { readonly at: string; readonly count: string; readonly name: string }) => string;

const sentences: Record<SignKind, Say> = {
  'uptime-ran-on': () => 'router tetap menyala selama tidak terjangkau',
  'lte-restarted': ({ at }) => `sesi LTE mulai lagi ${at}`,
  restarted: ({ at }) => `router menyala ulang${at && ` ${at}`}`,
  'several-restarts': ({ count }) => `menyala ulang ${count} kali dalam setengah jam`,
  crashed: () => 'catatan router: sistemnya gagal',
  watchdog: () => 'catatan router: dinyalakan ulang oleh watchdog',
  'restarted-by-hand': ({ name }) => `catatan router: dinyalakan ulang oleh ${name}`,
  commanded: ({ at }) => `petugas meminta nyala ulang ${at}`,
  'voltage-fell': ({ name }) => `tegangan turun (${name})`,
  'log-uplink-first': ({ at, name }) => `catatan router: ${way(name)} putus lebih dulu ${at}`,
  'log-no-uplink-loss': () => 'catatan router tidak menunjukkan internet putus sebelum router mati',
  'heard-last': ({ at }) => `terakhir terdengar lewat RADIUS ${at}`,
  'heard-again': ({ at }) => `terdengar lagi lewat RADIUS ${at}`,
  'uplink-shared': ({ count, name }) =>
    `${count} titik lain pada ${name || 'jalur yang sama'} jatuh bersamaan`,
  'feeder-fell': ({ count, name }) => `${count} titik lain pada penyulang ${name} jatuh bersamaan`,
  'feeder-stayed': ({ count, name }) => `${count} titik lain pada penyulang ${name} tetap hidup`,
  'feeder-back': ({ at, name }) => `titik lain pada penyulang ${name} sudah hidup sejak ${at}`,
  'contact-off': ({ at }) => `orang desa mengatakan listrik padam (${at})`,
  'contact-on': ({ at }) => `orang desa mengatakan listrik menyala (${at})`,
  unpaid: ({ at }) => `masa bayar berakhir ${at}`,
  'quota-used': ({ count }) => `kuota terpakai ${count} %`,
  planned: ({ name }) => `pemeliharaan ${name}`,
  'still-away': () => 'belum kembali',
  'uptime-unknown': () => 'lama nyala router tidak diketahui',
};

const way = (name: string) => (name === 'gateway' ? 'gateway' : 'internet');

/** Why the cause is what it is, in a sentence; what decided comes first. */
export function evidenceText(signs: readonly Sign[]): string {
  const said = signs
    .map(({ kind, at, count, name }) =>
      sentences[kind]({
        at: at === null ? '' : kind === 'unpaid' ? day(new Date(Date.parse(at) - 1)) : moment(at),
        count: count === null ? '' : number(count),
        name: name ?? '',
      }),
    )
    .join('; ');
  return said === '' ? '' : `${said[0]!.toUpperCase()}${said.slice(1)}.`;
}
