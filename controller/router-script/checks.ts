import { say, stop } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { plain, quoted } from './quote.ts';

/** Below this, bytes of free flash, neither pages nor settings are kept. */
const FLASH_NEEDED = 65_536;
/** Below this an update does not fit. */
const FLASH_LOW = 1_048_576;
/** `/file add` came with 7.9, WireGuard with 7.1 (manual, Files and WireGuard). */
const OLDEST_MINOR = { 6: 43, 7: 9 } as const;
const DEVICE_MODE = '/system device-mode update hotspot=yes scheduler=yes fetch=yes';

/**
 * What must be so before anything is changed. Only a wrong router, a wrong grammar and a full flash are refused; a red
 * version, a weak licence and a missing permission of the device mode are told, since the village is better on than off.
 */
export function checkLines(plan: ScriptPlan): string[] {
  return [
    ':global sdLanjut ""',
    ':global sdLangkah "0|"',
    ...versionLines(plan),
    ...serialLines(plan),
    ...flashLines,
    ...licenceLines,
    ...(plan.form === 7 ? deviceModeLines : []),
    `:set sdLanjut ${quoted(plan.nasIdentifier)}`,
    say('Pemeriksaan lulus.'),
  ];
}

function versionLines({ form, minimum }: ScriptPlan): string[] {
  const other = form === 7 ? 6 : 7;
  const oldest = `${form}.${OLDEST_MINOR[form]}`;
  return [
    ':local versi [/system resource get version]',
    // "7.16.2 (stable)" on 7, and a space is there on 6 too; without one the whole text is the number.
    ':local nomor [:pick $versi 0 [:find ($versi . " ") " "]]',
    `:if ([:pick $nomor 0 2] != "${form}.") do={ :put ("RouterOS " . $nomor); ${stop(`Skrip ini untuk RouterOS ${form}. Ambil skrip yang --version ${other}.`)} }`,
    ':local sisa [:pick $nomor 2 [:len $nomor]]',
    ':local titik [:find ($sisa . ".") "."]',
    ':local minor [:pick $sisa 0 $titik]',
    ':local tambal [:pick ($sisa . ".0") ($titik + 1) ([:len $sisa] + 2)]',
    ':if ([:typeof [:find $tambal "."]] != "nil") do={ :set tambal [:pick $tambal 0 [:find $tambal "."]] }',
    // A beta says "21beta3": its number is not read, and it is called red.
    ':set minor [:tonum $minor]',
    ':set tambal [:tonum $tambal]',
    ':local merah true',
    ':if (([:typeof $minor] = "num") && ([:typeof $tambal] = "num")) do={',
    `  :if ($minor < ${OLDEST_MINOR[form]}) do={ ${stop(`RouterOS lebih tua dari ${oldest}: perbarui dulu (System > Packages > Check For Updates), lalu tempel lagi.`)} }`,
    ...safeConditions(form, minimum).map((safe) => `  :if (${safe}) do={ :set merah false }`),
    '}',
    `:if ($merah) do={ :put ("PERINGATAN: RouterOS " . $nomor . " ada di daftar merah (lubang keamanan)."); ${say(
      `  Pemasangan tetap jalan. Sesudah tersambung, perbarui ke ${minimum.filter((one) => one.startsWith(`${form}.`)).join(' atau ') || 'versi terbaru'}: System > Packages > Check For Updates.`,
    )} }`,
  ];
}

/** One condition a branch, and that of everything newer. A form that the list does not name has no red version. */
function safeConditions(form: number, minimum: readonly string[]): string[] {
  const branches = minimum
    .map((version) => version.split('.').map(Number))
    .filter(([major]) => major === form)
    .map(([, minor = 0, patch = 0]) => ({ minor, patch }));
  if (branches.length === 0) return ['true'];
  const newest = Math.max(...branches.map(({ minor }) => minor));
  return [
    `$minor > ${newest}`,
    ...branches.map(({ minor, patch }) => `($minor = ${minor}) && ($tambal >= ${patch})`),
  ];
}

function serialLines({ serial, router, village }: ScriptPlan): string[] {
  if (serial === null) return [];
  const whose = plain(`${router} (${village})`);
  return [
    ':local seri ""',
    ':do { :set seri [/system routerboard get serial-number] } on-error={ }',
    `:if ($seri != ${quoted(serial)}) do={ :put ("Nomor seri router ini: " . $seri); ${stop(`Skrip ini milik router ${whose}, nomor seri ${serial}. Tidak ada yang diubah. Ambil skrip untuk router ini.`)} }`,
  ];
}

const flashLines = [
  ':local sisaFlash [/system resource get free-hdd-space]',
  `:if ($sisaFlash < ${FLASH_NEEDED}) do={ ${stop('Penyimpanan router penuh: hapus berkas lama di menu Files, lalu tempel lagi. Tidak ada yang diubah.')} }`,
  `:if ($sisaFlash < ${FLASH_LOW}) do={ ${say('PERINGATAN: penyimpanan hampir penuh (kurang dari 1 MB); pembaruan RouterOS tidak akan muat.')} }`,
];

/** Level 3 serves one resident at a time, 4 two hundred (manual, Licence). */
const licenceLines = [
  ':local lisensi ""',
  ':do { :set lisensi [/system license get nlevel] } on-error={ }',
  ':if ([:typeof $lisensi] = "nil") do={ :set lisensi "" }',
  ':set lisensi ($lisensi . "")',
  ':if ($lisensi != "") do={ :put ("Lisensi level " . $lisensi) }',
  `:if (($lisensi = "0") || ($lisensi = "1") || ($lisensi = "3")) do={ ${say('PERINGATAN: lisensi ini hanya melayani 1 warga. Beli lisensi level 4 (200 warga) atau lebih.')} }`,
];

/**
 * Boards from the factory with 7.17 or newer have hotspot, scheduler and fetch switched off (manual, Device-mode). Read
 * through `:parse`, since an older console knows neither the menu nor its properties.
 */
const deviceModeLines = [
  ':local izin ""',
  ':foreach satu in={"hotspot";"scheduler";"fetch"} do={',
  '  :do {',
  '    :local baca [:parse (":return [/system device-mode get " . $satu . "]")]',
  '    :if (([$baca] . "") = "false") do={ :set izin ($izin . " " . $satu) }',
  '  } on-error={ }',
  '}',
  ':if ($izin != "") do={',
  '  :put ("PERINGATAN: device-mode router ini melarang:" . $izin . ". Hotspot tidak akan jalan sebelum diizinkan:")',
  `  ${say(`  1. ketik: ${DEVICE_MODE}`)}`,
  `  ${say('  2. dalam 5 menit tekan tombol reset/mode di router, atau cabut lalu pasang lagi listriknya;')}`,
  `  ${say('  3. sesudah router menyala, tempel lagi skrip ini.')}`,
  '}',
];
