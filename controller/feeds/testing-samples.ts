import type { Place, Reading } from './parsed.ts';

export const NOW = new Date('2026-11-25T03:00:00.000Z');
export const SUKAMAJU: Place = {
  code: '16.10.06.2021',
  name: 'Sukamaju',
  kecamatan: 'Rantau Alai',
  lat: -3.5,
  lng: 104.7,
};
export const MUARA: Place = {
  code: '16.10.04.2001',
  name: 'Muara Baru',
  kecamatan: 'Indralaya',
  lat: -3.2,
  lng: 104.6,
};
export const UTARA: Place = {
  code: '16.10.17.2001',
  name: 'Sukamaju',
  kecamatan: 'Indralaya Utara',
  lat: -3.1,
  lng: 104.7,
};
export const reading: Reading = { places: [SUKAMAJU, MUARA, UTARA], audience: { kind: 'all' }, now: NOW };

export interface CapMore {
  readonly id?: string;
  readonly status?: string;
  readonly msgType?: string;
  readonly scope?: string;
  readonly references?: string;
  readonly severity?: string;
  readonly expires?: string;
  readonly area?: string;
  readonly infos?: string;
}
export const POLYGON_OF_SUKAMAJU =
  '<areaDesc>Sumatera Selatan</areaDesc><polygon>-3.4,104.6 -3.4,104.8 -3.6,104.8 -3.6,104.6 -3.4,104.6</polygon>';
export const capInfo = (
  { severity = 'Moderate', expires = '2026-11-25T13:00:00+07:00', area = POLYGON_OF_SUKAMAJU }: CapMore = {},
  language = 'id-ID',
  headline = 'Hujan Lebat disertai petir',
) =>
  `<info><language>${language}</language><category>Met</category><event>Hujan Lebat</event><urgency>Immediate</urgency><severity>${severity}</severity><certainty>Observed</certainty><effective>2026-11-25T09:00:00+07:00</effective><expires>${expires}</expires><senderName>BMKG</senderName><headline>${headline}</headline><description>Hujan lebat &amp; angin kencang.</description><instruction>Jauhi pohon.</instruction><area>${area}</area></info>`;
export const cap = (more: CapMore = {}) =>
  `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${more.id ?? '2.49.0.1.360.0.0163'}</identifier><sender>cuaca@bmkg.go.id</sender><sent>2026-11-25T09:00:00+07:00</sent><status>${more.status ?? 'Actual'}</status><msgType>${more.msgType ?? 'Alert'}</msgType><scope>${more.scope ?? 'Public'}</scope>${more.references ? `<references>${more.references}</references>` : ''}${more.infos ?? capInfo(more)}</alert>`;

export const rss = (items: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Desa Sukamaju</title><link>https://sukamaju.desa.id</link><description>Berita</description>${items}</channel></rss>`;
export const openSid = rss(
  '<item><title>Posyandu &amp; imunisasi</title><link>https://sukamaju.desa.id/artikel/1</link><guid>artikel-1</guid><pubDate>2026-11-24 08:00:00</pubDate><description><![CDATA[<p>Ibu dan balita <b>datang</b><script>alert(1)</script></p><img src="http://x/y.jpg"><br>ke balai desa.]]></description></item>',
);

export const ics = (events: string) =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jadwalin//ID\r\nBEGIN:VTIMEZONE\r\nTZID:Makassar\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n${events}END:VCALENDAR\r\n`;
export const vevent = (lines: string) =>
  `BEGIN:VEVENT\r\n${lines.replaceAll('\n', '\r\n')}\r\nEND:VEVENT\r\n`;

export const worksCsv = `Nama Kegiatan;Desa;Kecamatan;Pagu;Progres;Selesai
Jalan usaha tani;Sukamaju;Rantau Alai;Rp 250.000.000,00;45,5 %;31/12/2026
Siring;Desa Tidak Ada;;100000000;10;31/12/2026
Jembatan;Sukamaju;;100;10;31/12/2026
Balai desa;1610042001;;90jt;10;31/12/2026
Embung;16.10.04.2001;;90000000;80%;besok
`;
