import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { house, VILLAGE } from './testing-house.ts';

const at = (text: string) => new Date(`${text}:00+07:00`);
const query = (from: string, to: string, rest: string) =>
  `/api/usage.csv?from=${at(from).toISOString()}&to=${at(to).toISOString()}&${rest}`;

async function programme() {
  const made = await house();
  const { ops, id } = made;
  const other = await made.add('=cmd, "1"', '16.10.01.2005');
  await ops.db.router.updateMany({ data: { inServiceSince: at('2026-11-24T18:30') } });
  const hour = (routerId: number, when: string, receive: string, users: number | null) => ({
    routerId,
    hour: at(when),
    receiveBytes: receive,
    transmitBytes: 1,
    peakUsers: users,
    userSum: (users ?? 0) * 10,
    answered: users === null ? 0 : 10,
  });
  await ops.db.usageHour.createMany({
    data: [
      hour(id, '2026-11-24T19:00', '9007199254740993', 4),
      hour(id, '2026-11-24T20:00', '7', 9),
      hour(other.id, '2026-11-24T19:00', '0', null),
    ],
  });
  ops.clock.now = at('2026-11-25T12:00');
  return made;
}

test('usage by router and hour is RFC 4180, with what nobody saw left empty', async () => {
  const { ops } = await programme();
  await using _ = ops;
  const viewer = await ops.as('tamu', 'viewer');
  const answer = await viewer('GET', query('2026-11-24T00:00', '2026-11-24T21:00', 'step=hour'));
  expect(answer.status).toBe(200);
  expect(answer.response.headers['content-type']).toContain('text/csv');
  expect(answer.response.headers['content-disposition']).toBe(
    'attachment; filename="pemakaian-regency-2026-11-24-2026-11-24-hour.csv"',
  );
  const text = String(answer.body);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(text.endsWith('\r\n')).toBe(true);
  const rows: string[][] = parse(text);
  expect(rows[0]).toEqual([
    'mulai_wib',
    'kode_desa',
    'desa',
    'kecamatan',
    'router',
    'unduh_byte',
    'unggah_byte',
    'warga_rata_rata_orang',
    'warga_terbanyak_orang',
    'sesi_kali',
    'perangkat_buah',
    'teramati_jam',
    'seharusnya_jam',
  ]);
  const told = rows.slice(1).map((row) => [row[0], row[1], row[4], row[5], row[8], row[11], row[12]]);
  expect(told).toEqual([
    ['2026-11-24 18:00', '16.10.01.2005', `'=cmd, "1"`, '', '', '0', '1'],
    ['2026-11-24 19:00', '16.10.01.2005', `'=cmd, "1"`, '', '', '0', '1'],
    ['2026-11-24 20:00', '16.10.01.2005', `'=cmd, "1"`, '', '', '0', '1'],
    ['2026-11-24 18:00', VILLAGE, 'sukamaju-1', '', '', '0', '1'],
    ['2026-11-24 19:00', VILLAGE, 'sukamaju-1', '9007199254740993', '4', '1', '1'],
    ['2026-11-24 20:00', VILLAGE, 'sukamaju-1', '7', '9', '1', '1'],
  ]);
});

test('by day it adds up with sessions and devices, holds only her villages, and refuses what is too long', async () => {
  const { ops, id } = await programme();
  await using _ = ops;
  await ops.db.peopleCount.create({
    data: { area: `router:${id}`, period: '2026-11-24', sessions: 12, devices: 5 },
  });
  const hers = await ops.as('teknisi', 'technician', [VILLAGE]);
  const days = await hers('GET', query('2026-11-24T00:00', '2026-11-27T00:00', 'step=day'));
  const rows: Record<string, string>[] = parse(String(days.body), { columns: true });
  expect(rows.map((row) => [row.mulai_wib, row.router, row.unduh_byte, row.teramati_jam])).toEqual([
    ['2026-11-24', 'sukamaju-1', '9007199254741000', '2'],
    ['2026-11-25', 'sukamaju-1', '', '0'],
  ]);
  expect(rows[0]).toMatchObject({
    warga_rata_rata_orang: '6.50',
    sesi_kali: '12',
    perangkat_buah: '5',
    seharusnya_jam: '6',
  });
  const long = await hers('GET', query('2026-01-01T00:00', '2026-11-27T00:00', 'step=hour'));
  expect(long).toMatchObject({ status: 400, body: { fields: { to: 'too-long' } } });
  expect((await ops.ask('GET', query('2026-11-24T00:00', '2026-11-25T00:00', 'step=day'))).status).toBe(401);
});
