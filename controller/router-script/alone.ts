import { isIP } from 'node:net';
import { MARK, rowOf, type Step, say, stop } from './block.ts';
import { PROFILE_PREFIX } from './hotspot.ts';
import { PAGES_FOLDER } from './pages.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted, quotedPieces } from './quote.ts';
import { gardenPorts } from './radius.ts';

/** Looks at both watchers and chooses the set of pages. Netwatch runs no script that asks for more (manual, Netwatch). */
export const GUARD = 'sd-jaga';
/** Fetches the pages anew from the portal; the agent runs it when they have changed. */
export const FETCHER = 'sd-halaman';
/** Beside our normal pages: the controller is silent, and there is no internet. */
export const ALONE_FOLDERS = { pusat: `${PAGES_FOLDER}-pusat`, putus: `${PAGES_FOLDER}-putus` } as const;

const MENU = '/ip hotspot profile';
const NORMAL_LOGIN = 'http-pap,mac';
/** Without MAC login: a router that waits for our RADIUS would put the phone off. */
const TRIAL_LOGIN = 'http-pap,trial';

/** File in the portal, and where the router keeps it. */
const FILES = [
  ['pusat.html', `${ALONE_FOLDERS.pusat}/rlogin.html`],
  ['pusat.html', `${ALONE_FOLDERS.pusat}/login.html`],
  ['alogin.html', `${ALONE_FOLDERS.pusat}/alogin.html`],
  ['putus.html', `${ALONE_FOLDERS.putus}/rlogin.html`],
  ['putus.html', `${ALONE_FOLDERS.putus}/login.html`],
  ['jam.txt', `${ALONE_FOLDERS.pusat}/jam.txt`],
] as const;

/** What the router must have to be able to be alone. */
export const ALONE_FILES: readonly string[] = FILES.map(([, to]) => to);

const ON_FLASH = [':local akar ""', ':if ([:len [/file find name="flash"]] > 0) do={ :set akar "flash/" }'];

const stateOf = (variable: string, what: string): string[] => [
  `:foreach satu in=[/tool netwatch find comment="${MARK} ${what}"] do={ :if ([/tool netwatch get $satu status] = "down") do={ :set ${variable} false } }`,
];

/** As a script of the router. A state that is not known yet (after a start) changes nothing. */
const guard = [
  ...ON_FLASH,
  ':local pusat true',
  ':local internet true',
  ...stateOf('pusat', 'portal'),
  ...stateOf('internet', 'internet'),
  `:local mau ($akar . "${PAGES_FOLDER}")`,
  ':local coba false',
  ':local sejak ""',
  ':local hari ([/system clock get date] . "")',
  ':local jam [/system clock get time]',
  ':if (!$pusat) do={',
  '  :if ($internet) do={',
  `    :set mau ($akar . "${ALONE_FOLDERS.pusat}")`,
  // Whether the village is open now; without the file nobody knows, and it stays shut.
  '    :do {',
  `      :local isi [/file get [find name=($akar . "${ALONE_FOLDERS.pusat}/jam.txt")] contents]`,
  '      :if ($isi = "selalu") do={ :set coba true }',
  '      :foreach satu in=[:toarray $isi] do={',
  '        :local baris ($satu . "")',
  '        :if ([:find $baris ("h" . $hari . " ")] = 0) do={',
  '          :local awal ([:len $hari] + 2)',
  '          :local buka [:totime [:pick $baris $awal ($awal + 8)]]',
  '          :local tutup [:totime [:pick $baris ($awal + 9) ($awal + 17)]]',
  '          :if (($jam >= $buka) && ($jam < $tutup)) do={ :set coba true }',
  '        }',
  '      }',
  '    } on-error={ }',
  '  } else={',
  `    :set mau ($akar . "${ALONE_FOLDERS.putus}")`,
  '    :if ([:typeof [:find $hari "1970"]] != "num") do={ :set sejak ("pukul " . [:pick ($jam . "") 0 5] . " (" . $hari . ")") }',
  '  }',
  '}',
  // Pages that never came would show those of the factory.
  `:if (($mau != ($akar . "${PAGES_FOLDER}")) && ([:len [/file find name=($mau . "/rlogin.html")]] = 0)) do={ :set mau ($akar . "${PAGES_FOLDER}") }`,
  `:foreach satu in=[${MENU} find name~"^${PROFILE_PREFIX}"] do={`,
  `  :if ([${MENU} get $satu html-directory-override] != $mau) do={`,
  `    ${MENU} set $satu html-directory-override=$mau radius-location-name=$sejak`,
  '    :log info ("sinyal-desa halaman " . $mau)',
  '  }',
  `  :local ada ([:typeof [:find ([${MENU} get $satu login-by] . "") "trial"]] = "num")`,
  `  :if ($coba && !$ada) do={ ${MENU} set $satu login-by=${TRIAL_LOGIN} }`,
  `  :if (!$coba && $ada) do={ ${MENU} set $satu login-by=${NORMAL_LOGIN} }`,
  '}',
].join('\n');

function fetcher({ portal }: ScriptPlan): string {
  const check = portal.origin.startsWith('https:') ? ' check-certificate=no' : '';
  return [
    ...ON_FLASH,
    ...FILES.map(
      ([file, to]) =>
        `/tool fetch url=${quoted(`${portal.origin}/p/${portal.key}/halaman/${file}`)} dst-path=($akar . "${to}")${check}`,
    ),
  ].join('\n');
}

/** The router watches the portal and the internet, and shows its own pages while one of them is gone. */
export function aloneStep(plan: ScriptPlan): Step {
  const run = `/system script run ${GUARD}`;
  return {
    title: 'Halaman saat pusat atau internet putus',
    lines: [
      ':local isi ""',
      ...script(GUARD, guard, 'read,write,test'),
      // Writing files asks for `ftp` too; the account that runs it does not have it.
      ...script(FETCHER, fetcher(plan), 'read,write,ftp,test'),
      ...folders(plan),
      ...watchPortal(plan),
      ...['internet', 'portal'].map((what) => tellGuard(what, run)),
      // $isi is known within this block alone: where a line was refused, those behind it are commands of their own.
      // After a start netwatch is silent for minutes, and closing time is nobody's event.
      `:do { :if ([:len $isi] > 0) do={ ${rowOf('/system scheduler', `name="${GUARD}"`, `name="${GUARD}"`, [`interval=1m on-event=${quoted(run)} policy=read,write,test disabled=no`]).join('; ')} } } on-error={ ${say('PERINGATAN: scheduler dilarang device-mode: halaman darurat hanya berganti lewat netwatch.')} }`,
      `:do { :if ([:len $isi] > 0) do={ /system script run ${FETCHER} } } on-error={ ${say('Halaman darurat belum terambil: tempel lagi skrip ini sesudah internet router jalan.')} }`,
      `:if ([:len $isi] > 0) do={ ${run} }`,
    ],
  };
}

function script(name: string, source: string, policy: string): string[] {
  const [first = '""', ...more] = quotedPieces(source);
  return [
    `:set isi ${first}`,
    ...more.map((piece) => `:set isi ($isi . ${piece})`),
    `:if ([:len $isi] != ${Buffer.byteLength(source)}) do={ ${stop(`${name} tidak lengkap: salin lagi seluruh skrip.`)} }`,
    ...rowOf('/system script', `name="${name}"`, `name="${name}"`, [
      `source=$isi policy=${policy} dont-require-permissions=yes`,
    ]),
  ];
}

const folders = ({ form }: ScriptPlan): string[] =>
  form === 7
    ? [
        ...ON_FLASH,
        ...Object.values(ALONE_FOLDERS).map(
          (folder) =>
            `:if ([:len [/file find name=($akar . "${folder}")]] = 0) do={ /file add name=($akar . "${folder}") type=directory }`,
        ),
      ]
    : [];

/** The portal's own port where the version can knock at one; else the machine's echo, which lives on when the controller does not. */
function watchPortal({ form, portal, controller }: ScriptPlan): string[] {
  const { hostname } = new URL(portal.origin);
  const comment = `comment="${MARK} portal"`;
  const known = isIP(hostname) === 4;
  const probe = form === 7 ? `type=tcp-conn port=${gardenPorts(portal.origin)[0]} ` : '';
  return [
    `:local tujuan ${known ? hostname : controller}`,
    ...(known ? [] : [`:do { :set tujuan [:resolve ${quoted(hostname)}] } on-error={ }`]),
    ...rowOf('/tool netwatch', comment, `host=$tujuan ${comment}`, [
      `host=$tujuan ${probe}interval=30s timeout=5s disabled=no`,
    ]),
  ];
}

/** The script of each change, beside what it writes into the log. */
function tellGuard(what: string, run: string): string {
  const line = (word: string) =>
    quoted(what === 'internet' ? `:log warning "${MARK} ${what} ${word}"; ${run}` : run);
  return `/tool netwatch set [find comment="${MARK} ${what}"] down-script=${line('putus')} up-script=${line('pulih')}`;
}
