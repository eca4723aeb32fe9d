import { routerPages } from '../portal/router-pages.ts';
import { type Step, say, stop } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted, quotedPieces } from './quote.ts';

/** Folder of our pages; below `flash/` where the board has one, since all else there is gone with the power. */
export const PAGES_FOLDER = 'sinyal';

/** What a variable of the console held before 7.20, bytes. */
export const MOST_PAGE_BYTES = 4_095;

const folderLines = [
  `:local map "${PAGES_FOLDER}"`,
  ':local berkas ""',
  ':if ([:len [/file find name="flash"]] > 0) do={ :set map ("flash/" . $map) }',
];
const useLines = [
  '/ip hotspot profile set [find name~"^sd-" html-directory-override!=$map] html-directory-override=$map',
];

/** Our rlogin, login and alogin: written by the script itself on 7, fetched from the portal on 6, whose console writes no files. */
export function pagesStep(plan: ScriptPlan): Step {
  const { portal } = plan;
  const pages = routerPages({ portalOrigin: portal.origin, portalKey: portal.key });
  const written =
    plan.form === 7
      ? [
          ':if ([:len [/file find name=$map]] = 0) do={ /file add name=$map type=directory }',
          ':local isi ""',
          ...Object.entries(pages).flatMap(([name, contents]) => writePage(name, contents)),
        ]
      : Object.entries(pages).flatMap(([name, contents]) => fetchPage(plan, name, contents));
  return { title: 'Halaman masuk wifi', lines: [...folderLines, ...written, ...useLines] };
}

function writePage(name: string, contents: string): string[] {
  const [first = '""', ...more] = quotedPieces(contents);
  return [
    `:set isi ${first}`,
    ...more.map((piece) => `:set isi ($isi . ${piece})`),
    `:if ([:len $isi] != ${Buffer.byteLength(contents)}) do={ ${stop(`${name} tidak lengkap: salin lagi seluruh skrip.`)} }`,
    `:set berkas ($map . "/${name}")`,
    ':if ([:len [/file find name=$berkas]] = 0) do={ /file add name=$berkas contents=$isi }',
    ':if ([/file get [find name=$berkas] contents] != $isi) do={ /file set [find name=$berkas] contents=$isi }',
  ];
}

function fetchPage({ portal }: ScriptPlan, name: string, contents: string): string[] {
  const url = `${portal.origin}/p/${portal.key}/halaman/${name}`;
  const check = url.startsWith('https:') ? ' check-certificate=no' : '';
  return [
    `:set berkas ($map . "/${name}")`,
    `:do { /tool fetch url=${quoted(url)} dst-path=$berkas${check} } on-error={ ${say(`${name} tidak dapat diambil dari portal.`)} }`,
    `:if ([:len [/file find name=$berkas]] = 0) do={ ${stop('Halaman belum ada: periksa internet router, lalu tempel lagi.')} }`,
    `:if ([/file get [find name=$berkas] size] != ${Buffer.byteLength(contents)}) do={ ${stop(`${name} tidak utuh: tempel lagi.`)} }`,
  ];
}
