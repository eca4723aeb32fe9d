import type { AlarmContent, AlarmMember } from '#contract/alarms.ts';
import { date, duration, moment, time } from './wib.ts';
import { causeText, choreWords, uplinkWords } from './words.ts';

/** A line of a message: bold or not. */
interface Line {
  readonly text: string;
  readonly bold?: boolean;
}

/** Members that one message lists; Telegram takes 4,096 characters in all. */
const LISTED = 25;
/** No name may fill the message. */
const NAME_LIMIT = 60;

const short = (name: string) => (name.length > NAME_LIMIT ? `${name.slice(0, NAME_LIMIT - 1)}…` : name);

/** As Telegram's HTML (parse_mode HTML knows these three). */
export const htmlOf = (content: AlarmContent): string =>
  linesOf(content)
    .map(({ text, bold }) => (bold ? `<b>${escaped(text)}</b>` : escaped(text)))
    .join('\n');

export const plainOf = (content: AlarmContent): string =>
  linesOf(content)
    .map(({ text }) => text)
    .join('\n');

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function linesOf(content: AlarmContent): Line[] {
  switch (content.kind) {
    case 'outages':
      return content.group === null && content.members.length === 1
        ? single(content.members[0]!)
        : group(content.members, content.group?.agent ?? null);
    case 'agent-silent':
      return content.until === null
        ? [
            { text: `⚪ Agen ${short(content.agent)} tidak melapor`, bold: true },
            { text: `Sejak ${moment(content.since)}` },
            { text: 'Keadaan desa yang diperiksanya tidak diketahui; ini bukan berarti mati.' },
            { text: 'Periksa komputer agen itu dan internetnya.' },
          ]
        : [
            { text: `🟢 Agen ${short(content.agent)} melapor lagi`, bold: true },
            { text: lasted('Diam', content.since, content.until) },
          ];
    case 'database-gone':
      return [
        { text: '🟢 Basis data Sinyal Desa menjawab lagi', bold: true },
        { text: lasted('Tidak menjawab', content.since, content.until) },
        { text: 'Data dari agen menyusul; tidak ada yang hilang.' },
      ];
    case 'office-chore': {
      const [title, step] = choreWords[content.chore];
      return content.until === null
        ? [{ text: `⚠️ ${title}`, bold: true }, { text: `Sejak ${moment(content.since)}` }, { text: step }]
        : [
            { text: `🟢 Selesai: ${title}`, bold: true },
            { text: lasted('Terbuka', content.since, content.until) },
          ];
    }
    case 'chain-head':
      return [
        { text: `Sidik rantai Sinyal Desa ${content.day}`, bold: true },
        { text: content.head },
        {
          text: `${content.looks} pemeriksaan. Simpan pesan ini: dengannya laporan bulan ini dapat dibuktikan tidak diubah.`,
        },
      ];
    case 'test':
      return [
        { text: 'Uji coba Sinyal Desa', bold: true },
        { text: `Saluran ini menerima peringatan. ${moment(content.at)}` },
      ];
  }
}

const HEADS: Record<AlarmMember['is'], string> = {
  down: '🔴 Mati',
  back: '🟢 Pulih',
  unseen: '⚪ Tidak terpantau lagi',
  cancelled: '⚪ Dibatalkan, ternyata tidak mati',
  merged: '⚪ Digabung',
};

function single(member: AlarmMember): Line[] {
  const { is, village, router, users, contact } = member;
  const lines: (Line | false)[] = [
    { text: `${HEADS[is]}: ${short(village.name)}${member.simulated ? ' (simulasi)' : ''}`, bold: true },
    { text: `${short(router)}, Kec. ${short(village.kecamatan)}` },
    { text: whenText(member) },
    (is === 'down' || is === 'back') && { text: `Sebab: ${causeText(member)}` },
    is === 'down' && users !== null && { text: `Warga daring sebelum mati: ${users}` },
    is === 'down' && { text: `Jalur: ${pathText(member)}` },
    is === 'down' &&
      contact !== null && {
        text: `Hubungi: ${[short(contact.name), contact.phone].filter(Boolean).join(', ')}`,
      },
  ];
  return lines.filter((line) => line !== false);
}

const pathText = ({ uplink, provider }: Pick<AlarmMember, 'uplink' | 'provider'>) =>
  [uplinkWords[uplink], provider && short(provider)].filter(Boolean).join(' ');

function whenText({ is, firstFailedAt, endedAt }: AlarmMember): string {
  switch (is) {
    case 'down':
      return `Sejak ${moment(firstFailedAt)}`;
    case 'back':
      return lasted('Mati', firstFailedAt, endedAt ?? firstFailedAt);
    case 'unseen':
      return `Mati sejak ${moment(firstFailedAt)}; sejak ${time(endedAt ?? firstFailedAt)} WIB tidak ada yang dapat memeriksanya. Belum tentu pulih.`;
    case 'cancelled':
      return `Semula tercatat sejak ${moment(firstFailedAt)}; pemeriksaan yang datang terlambat menunjukkan lain.`;
    case 'merged':
      return `Sejak ${moment(firstFailedAt)}; ternyata lanjutan dari gangguan sebelumnya.`;
  }
}

/** "Mati 10.04–10.31 WIB, 25 November 2026 (27 menit)"; the day twice where there are two. */
function lasted(what: string, from: string, to: string): string {
  const length = duration(Date.parse(to) - Date.parse(from));
  return date(from) === date(to)
    ? `${what} ${time(from)}–${time(to)} WIB, ${date(to)} (${length})`
    : `${what} ${moment(from)} sampai ${moment(to)} (${length})`;
}

function group(members: readonly AlarmMember[], agent: string | null): Line[] {
  const real = members.filter(({ is }) => is !== 'cancelled' && is !== 'merged');
  const down = real.filter(({ is }) => is === 'down');
  const unseen = real.filter(({ is }) => is === 'unseen');
  const villages = new Set(real.map(({ village }) => village.code)).size;
  const paths = new Set(real.map(pathText));
  const over = real.length > 0 && down.length === 0 && unseen.length === 0;
  const first = real.map(({ firstFailedAt }) => firstFailedAt).toSorted()[0];
  const last = real
    .map(({ endedAt }) => endedAt ?? '')
    .toSorted()
    .at(-1);
  const head =
    real.length === 0 ? HEADS.cancelled : over ? HEADS.back : down.length > 0 ? HEADS.down : HEADS.unseen;
  const lines: (Line | false)[] = [
    { text: `${head}: ${(over ? real : down.length > 0 ? down : members).length} titik`, bold: true },
    real.length > 0 && {
      text: `${real.length} titik di ${villages} desa jatuh hampir bersamaan${agent === null ? '' : ` (agen ${short(agent)})`}${paths.size === 1 ? `, semua lewat ${[...paths][0]}` : ''}`,
    },
    first !== undefined && { text: over && last ? lasted('Mati', first, last) : `Sejak ${moment(first)}` },
    !over &&
      real.length > down.length && { text: `${real.length - down.length - unseen.length} sudah pulih` },
    ...members.slice(0, LISTED).map((member) => ({ text: `• ${memberLine(member)}` })),
    members.length > LISTED && { text: `dan ${members.length - LISTED} lagi` },
  ];
  return lines.filter((line) => line !== false);
}

function memberLine(member: AlarmMember): string {
  const { is, village, router, firstFailedAt, endedAt } = member;
  const what = {
    down: `mati sejak ${time(firstFailedAt)}`,
    back: `pulih ${time(endedAt ?? firstFailedAt)}; ${causeText(member)}`,
    unseen: 'tidak terpantau lagi',
    cancelled: 'ternyata tidak mati',
    merged: 'digabung',
  }[is];
  return `${short(village.name)} (${short(router)}): ${what}`;
}
