import type { Content } from 'pdfmake/interfaces.js';
import type { Announcement, AnnouncementKind } from '#contract/announcements.ts';
import { INK, pdfOf, WIDTH } from './pdf.ts';
import { wrapped } from './plain.ts';
import { qr } from './qr.ts';
import { day as dayWords, moment, rupiah } from './words.ts';

/** Read from two steps away, pt. */
const SIZE = 20;
const SMALL = 13;
const DAY_MS = 86_400_000;

interface Board {
  readonly village: string;
  readonly kecamatan: string;
}
export type BoardOrder = Board &
  (
    | {
        readonly kind: 'board.pdf';
        readonly from: string;
        readonly until: string;
        /** The most important first. */
        readonly announcements: readonly Announcement[];
        /** Ids of warnings that are in force. */
        readonly inForce: readonly number[];
        readonly printedAt: string;
      }
    | { readonly kind: 'read-aloud.pdf'; readonly from: string; readonly paragraphs: readonly string[] }
    | {
        readonly kind: 'poster.pdf';
        readonly wifi: string;
        readonly address: string;
        readonly contact: string | null;
      }
  );

const kinds: Record<AnnouncementKind, string> = {
  warning: 'PERINGATAN',
  agenda: 'ACARA',
  news: 'KABAR',
  works: 'PEMBANGUNAN',
  service: 'PELAYANAN',
};

/** What stands under the text: when, where, how far, whom to ask, and where it comes from. */
function facts(one: Announcement): string {
  const at = (instant: string) => (one.allDay ? dayWords(instant) : `${moment(instant)} WIB`);
  return [
    one.startsAt && `${at(one.startsAt)}${one.endsAt === null ? '' : ` – ${at(one.endsAt)}`}`,
    one.place,
    one.progressPercent === null ? null : `selesai ${one.progressPercent} %`,
    one.budgetIdr === null ? null : rupiah(Number(one.budgetIdr)),
    one.contact && `hubungi ${one.contact}`,
    one.kind === 'warning' && one.until !== null ? `berlaku sampai ${moment(one.until)} WIB` : null,
    `sumber: ${one.source?.feed ?? 'pemerintah desa dan kabupaten'}, ${moment(one.publishedAt ?? one.from)} WIB`,
  ]
    .filter(Boolean)
    .join(' · ');
}

function item(one: Announcement, inForce: boolean): Content {
  const stack: Content[] = [
    {
      text: inForce ? 'PERINGATAN YANG BERLAKU' : kinds[one.kind],
      fontSize: SMALL,
      bold: true,
      color: inForce ? INK.down : INK.muted,
    },
    { text: wrapped(one.title), bold: true, fontSize: SIZE + 2 },
    { text: wrapped(one.body), fontSize: SIZE },
    { text: wrapped(facts(one)), fontSize: SMALL, color: INK.muted },
  ];
  if (!inForce) return { stack, margin: [0, 0, 0, 12], unbreakable: true };
  return {
    margin: [0, 0, 0, 12],
    table: { widths: ['*'], body: [[{ stack, margin: [8, 6, 8, 6] }]] },
    layout: {
      hLineWidth: () => 3,
      vLineWidth: () => 3,
      hLineColor: () => INK.down,
      vLineColor: () => INK.down,
    },
  };
}

/** pdfkit writes each page as an object of its own, not compressed. */
const pagesIn = (bytes: Uint8Array) =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .match(/\/Type \/Page\b/g)?.length ?? 0;

const quiet = () => {};

/** One A4: the least important that do not fit are counted. */
async function weekPdf(order: Extract<BoardOrder, { kind: 'board.pdf' }>): Promise<Uint8Array> {
  const { announcements } = order;
  const last = new Date(Date.parse(order.until) - DAY_MS);
  const page = (shown: number) => {
    const more = announcements.length - shown;
    return pdfOf({
      title: `Pengumuman Desa ${order.village}`,
      foot: `Dicetak ${moment(order.printedAt)} WIB`,
      draft: false,
      onProgress: quiet,
      content: [
        { text: wrapped(`Pengumuman Desa ${order.village}`), fontSize: 28, bold: true },
        {
          text: wrapped(`Kecamatan ${order.kecamatan} · ${dayWords(order.from)} – ${dayWords(last)}`),
          fontSize: SMALL,
          color: INK.muted,
          margin: [0, 0, 0, 10],
        },
        ...(announcements.length === 0 ? [{ text: 'Minggu ini tidak ada pengumuman.', fontSize: SIZE }] : []),
        ...announcements.slice(0, shown).map((one) => item(one, order.inForce.includes(one.id))),
        ...(more > 0
          ? [{ text: `Masih ada ${more} pengumuman lain di halaman wifi desa.`, fontSize: SMALL, bold: true }]
          : []),
      ],
    });
  };
  for (let shown = announcements.length; shown > 1; shown -= 1) {
    const bytes = await page(shown);
    if (pagesIn(bytes) === 1) return bytes;
  }
  return await page(Math.min(1, announcements.length));
}

const readPdf = (order: Extract<BoardOrder, { kind: 'read-aloud.pdf' }>): Promise<Uint8Array> =>
  pdfOf({
    title: `Untuk dibacakan, Desa ${order.village}`,
    foot: `Desa ${order.village}, minggu mulai ${dayWords(order.from)}`,
    draft: false,
    onProgress: quiet,
    content: [
      { text: 'Untuk dibacakan', fontSize: SMALL, bold: true, color: INK.muted, margin: [0, 0, 0, 8] },
      ...order.paragraphs.map((text) => ({
        text: wrapped(text),
        fontSize: 18,
        lineHeight: 1.35,
        margin: [0, 0, 0, 14] as [number, number, number, number],
      })),
    ],
  });

/** Of a name in a wifi code, these mean something. */
const wifiCode = (name: string) => `WIFI:T:nopass;S:${name.replace(/[\\;,":]/g, '\\$&')};;`;

function step(number: string, title: string, text: string, code: Content): Content {
  return {
    columns: [
      { width: 190, stack: [code] },
      {
        width: '*',
        margin: [10, 24, 0, 0],
        stack: [
          { text: `${number}. ${title}`, bold: true, fontSize: 24 },
          { text: wrapped(text), fontSize: SIZE },
        ],
      },
    ],
    margin: [0, 10, 0, 0],
  };
}

const posterPdf = ({
  village,
  kecamatan,
  wifi,
  address,
  contact,
}: Extract<BoardOrder, { kind: 'poster.pdf' }>) =>
  pdfOf({
    title: `Wifi gratis Desa ${village}`,
    foot: `Desa ${village}, Kecamatan ${kecamatan}`,
    draft: false,
    onProgress: quiet,
    content: [
      { text: wrapped(`Wifi gratis Desa ${village}`), fontSize: 34, bold: true, alignment: 'center' },
      { text: 'Nama wifi', fontSize: SMALL, color: INK.muted, alignment: 'center', margin: [0, 10, 0, 0] },
      { text: wrapped(wifi), fontSize: 30, bold: true, alignment: 'center', color: INK.accent },
      step(
        '1',
        'Sambungkan ke wifi',
        `Pilih ${wifi} di pengaturan wifi, atau pindai kode ini. Tanpa kata sandi.`,
        qr(wifiCode(wifi), 190),
      ),
      step(
        '2',
        'Tekan tombol',
        'Halaman desa terbuka sendiri. Baca pengumuman, lalu tekan tombol sambungkan.',
        qr(address, 190),
      ),
      {
        margin: [0, 14, 0, 0],
        stack: [
          { text: 'Pengumuman dan kabar wifi, juga dari jaringan lain:', fontSize: 16, alignment: 'center' },
          {
            text: wrapped(address.replace(/^https?:\/\//, '')),
            fontSize: SIZE,
            bold: true,
            alignment: 'center',
          },
          {
            text: 'Kami tidak pernah meminta NIK atau kata sandi.',
            fontSize: 16,
            alignment: 'center',
            margin: [0, 8, 0, 0],
          },
          ...(contact === null
            ? []
            : [{ text: wrapped(`Butuh bantuan? ${contact}`), fontSize: 16, alignment: 'center' as const }]),
        ],
      },
      { canvas: [{ type: 'line', x1: 0, y1: 8, x2: WIDTH, y2: 8, lineWidth: 1, lineColor: INK.line }] },
    ],
  });

/** For the board of a village. */
export async function boardPdf(order: BoardOrder): Promise<Uint8Array> {
  if (order.kind === 'board.pdf') return await weekPdf(order);
  return await (order.kind === 'poster.pdf' ? posterPdf(order) : readPdf(order));
}
