import {
  type Announcement,
  type AnnouncementDraft,
  type Picture,
  plainDraft,
} from '#contract/announcements.ts';
import type { OpsClient } from './ops-client.ts';
import { roadPicture } from './road-picture.ts';

const DAY_MS = 86_400_000;

/** Of WIB. */
const WIB_MS = 7 * 3_600_000;

/** The next Saturday at this hour of WIB. */
function saturday(now: number, hour: number): string {
  const today = Math.floor((now + WIB_MS) / DAY_MS);
  // 1 January 1970 was a Thursday; a Saturday that is over is of no use.
  const ahead = ((8 - ((today + 4) % 7) + 4) % 7) + 1;
  return new Date((today + ahead) * DAY_MS - WIB_MS + hour * 3_600_000).toISOString();
}

/** What the villages of the demo are told. */
const drafts = (now: number, villages: readonly string[], picture: string): AnnouncementDraft[] => {
  const at = (days: number) => new Date(now + days * DAY_MS).toISOString();
  return [
    {
      ...plainDraft,
      kind: 'warning',
      severity: 'caution',
      title: 'Waspada air Sungai Ogan naik',
      body: 'Muka air naik sejak pagi. Amankan kendaraan dan surat penting. Hubungi kepala dusun bila perlu bantuan mengungsi.',
      audience: { kind: 'villages', codes: villages.slice(0, 5) },
      from: at(-0.1),
      until: at(2),
    },
    {
      ...plainDraft,
      kind: 'agenda',
      severity: 'info',
      title: 'Posyandu balita hari Sabtu',
      body: 'Penimbangan dan imunisasi di balai desa, Sabtu pukul 08.00 sampai 11.00 WIB. Bawa buku KIA.',
      audience: { kind: 'all' },
      from: at(-1),
      until: at(6),
      startsAt: saturday(now, 8),
      endsAt: saturday(now, 11),
      place: 'Balai desa',
    },
    {
      ...plainDraft,
      kind: 'service',
      severity: 'info',
      title: 'Perekaman KTP keliling',
      body: 'Petugas Dukcapil datang ke kantor kecamatan hari Kamis mulai pukul 09.00 WIB. Bawa kartu keluarga. Tidak dipungut biaya.',
      audience: { kind: 'all' },
      from: at(-0.5),
      until: at(4),
      contact: 'Petugas pelayanan kecamatan',
    },
    {
      ...plainDraft,
      kind: 'works',
      severity: 'info',
      title: 'Pengecoran jalan dusun dua',
      body: 'Jalan ditutup untuk mobil pada pukul 08.00-16.00 WIB. Sepeda motor lewat jalan samping masjid.',
      audience: { kind: 'villages', codes: villages.slice(2, 7) },
      from: at(-2),
      until: at(20),
      startsAt: at(-2),
      endsAt: at(20),
      allDay: true,
      place: 'Dusun dua',
      contact: 'Ketua TPK 0812-0000-0000',
      progressPercent: 40,
      budgetIdr: '125000000',
      picture,
    },
  ];
};

/** Its name. */
async function sendPicture(ops: OpsClient): Promise<string> {
  const { name } = await ops.send<Picture>('PUT', '/api/pictures', await roadPicture(), 'image/jpeg');
  return name;
}

/** Publishes them once; an earlier demo has left them. */
export async function makeAnnouncements(
  ops: OpsClient,
  now: number,
  villages: readonly string[],
): Promise<void> {
  const there = await ops.get<Announcement[]>('/api/announcements');
  if (there.length > 0) return;
  const picture = await sendPicture(ops);
  for (const draft of drafts(now, villages, picture)) {
    const { id } = await ops.send<Announcement>('POST', '/api/announcements', draft);
    await ops.send('POST', `/api/announcements/${id}/publish`);
  }
}
