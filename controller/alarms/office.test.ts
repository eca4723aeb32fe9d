import { expect, test } from 'vitest';
import type { AlarmContent } from '#contract/alarms.ts';
import { closeOfficeChore, openOfficeChore } from '../chores/store.ts';
import type { Db } from '../platform/db.ts';
import { testDatabase } from '../platform/testing.ts';
import { writeDatabaseGone, writeOffice } from './office.ts';
import { programme } from './testing.ts';
import { plainOf } from './text-of.ts';

const T = Date.UTC(2026, 10, 25, 3);
const at = (seconds: number) => new Date(T + seconds * 1000);
const LONG_AGO = at(-3_600);

const channel = (db: Db, name: string, more: object = {}) =>
  db.alarmChannel.create({
    data: { name, kind: 'telegram', settingsSealed: new Uint8Array(), createdAt: at(0), ...more },
  });
const said = async (db: Db) =>
  (await db.alarmMessage.findMany({ orderBy: { id: 'asc' } })).map(
    ({ content, version }) => `${version} ${plainOf(content as AlarmContent).split('\n')[0]}`,
  );

test('an agent that is silent is one message to the office, and its return the next version of it', async () => {
  await using t = await testDatabase();
  const { db } = t;
  const agent = await programme(db, 2, at(0));
  await channel(db, 'kantor');
  await channel(db, 'camat', { office: false });
  await writeOffice(db, at(120), LONG_AGO);
  expect(await said(db)).toEqual([]);
  // This process has just started: it was not there to be told anything.
  await writeOffice(db, at(130), at(60));
  expect(await said(db)).toEqual([]);
  await writeOffice(db, at(130), LONG_AGO);
  await writeOffice(db, at(140), LONG_AGO);
  expect(await said(db)).toEqual(['1 ⚪ Agen kantor tidak melapor']);
  await db.agent.update({ where: { id: agent }, data: { lastSeenAt: at(150) } });
  await writeOffice(db, at(151), LONG_AGO);
  await writeOffice(db, at(156), LONG_AGO);
  expect(await said(db)).toEqual(['2 🟢 Agen kantor melapor lagi']);
  await writeOffice(db, at(400), LONG_AGO);
  expect(await said(db)).toEqual(['2 🟢 Agen kantor melapor lagi', '1 ⚪ Agen kantor tidak melapor']);
});

test('chores of the office are told once and when they are done; a failing channel is not told of itself', async () => {
  await using t = await testDatabase();
  const { db } = t;
  const well = await channel(db, 'kantor');
  await channel(db, 'rusak', { failure: 'forbidden', failedSince: at(0) });
  await openOfficeChore(db, 'alarm-failed', 'rusak', at(0));
  await writeOffice(db, at(5), LONG_AGO);
  const [one, ...others] = await db.alarmMessage.findMany();
  expect([one?.channelId, others]).toEqual([well.id, []]);
  await closeOfficeChore(db, 'alarm-failed', at(60));
  await writeOffice(db, at(65), LONG_AGO);
  await writeOffice(db, at(70), LONG_AGO);
  expect(await said(db)).toEqual(['2 🟢 Selesai: Ada saluran peringatan yang gagal']);
});

test('a database that was away is told of once it is back', async () => {
  await using t = await testDatabase();
  await channel(t.db, 'kantor');
  await writeDatabaseGone(t.db, at(0), at(90));
  const [row] = await t.db.alarmMessage.findMany();
  expect(plainOf(row?.content as AlarmContent)).toContain(
    'Tidak menjawab 10.00–10.01 WIB, 25 November 2026 (1 menit)',
  );
});
