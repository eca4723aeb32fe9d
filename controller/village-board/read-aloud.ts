import type { Announcement, AnnouncementKind } from '#contract/announcements.ts';
import { spoken, spokenDay, spokenMoment, spokenNumber } from './spoken.ts';
import type { Week } from './week.ts';

const DAY_MS = 86_400_000;

const opening: Record<AnnouncementKind, string> = {
  warning: 'Perhatian, peringatan',
  agenda: 'Acara',
  news: 'Kabar',
  works: 'Pembangunan',
  service: 'Pelayanan',
};

/** Ends as a sentence does. */
const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

function when({ startsAt, endsAt, allDay }: Announcement): string | null {
  if (startsAt === null) return null;
  const say = (at: string) => (allDay ? spokenDay(new Date(at)) : spokenMoment(new Date(at)));
  return `Waktunya ${say(startsAt)}${endsAt === null || say(endsAt) === say(startsAt) ? '' : `, sampai ${say(endsAt)}`}.`;
}

function paragraph(one: Announcement): string {
  return [
    `${opening[one.kind]}: ${sentence(spoken(one.title))}`,
    sentence(spoken(one.body)),
    when(one),
    one.place === null ? null : `Tempatnya di ${sentence(spoken(one.place))}`,
    one.progressPercent === null
      ? null
      : `Pekerjaan sudah berjalan ${spokenNumber(String(one.progressPercent))} persen.`,
    one.budgetIdr === null ? null : `Anggarannya ${spokenNumber(one.budgetIdr)} rupiah.`,
    one.contact === null
      ? null
      : `Keterangan lebih lanjut dapat ditanyakan kepada ${sentence(spoken(one.contact))}`,
    one.kind === 'warning' && one.until !== null
      ? `Peringatan ini berlaku sampai ${spokenMoment(new Date(one.until))}.`
      : null,
    one.source === null ? null : `Kabar ini bersumber dari ${sentence(spoken(one.source.feed))}`,
  ]
    .filter((said) => said !== null)
    .join(' ');
}

/** To be read aloud at the mosque or the posyandu, paragraph by paragraph. */
export function readAloud(village: string, week: Week, announcements: readonly Announcement[]): string[] {
  const last = new Date(week.until.getTime() - DAY_MS);
  const greeting = `Bapak, Ibu, dan Saudara warga Desa ${village} yang kami hormati.`;
  const span = `mulai ${spokenDay(week.from)}, sampai ${spokenDay(last)}`;
  if (announcements.length === 0)
    return [greeting, `Untuk minggu ini, ${span}, tidak ada pengumuman baru. Terima kasih.`];
  return [
    `${greeting} Berikut pengumuman untuk minggu ini, ${span}.`,
    ...announcements.map(paragraph),
    'Demikian pengumuman ini kami sampaikan. Terima kasih atas perhatiannya.',
  ];
}
