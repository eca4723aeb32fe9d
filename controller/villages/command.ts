import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ImportReport, RouterEntry } from '#contract/villages.ts';
import { type CommandContext, withDatabase } from '../platform/command-line.ts';
import type { Config } from '../platform/config.ts';
import { routerPages } from '../portal/router-pages.ts';
import { certificateCommand, hubCommand, type Said, scriptCommand } from '../router-script/command.ts';
import { type Command, readWords } from './command-words.ts';
import { routerEntries, routerEntry } from './entries.ts';
import { importRouters } from './import.ts';
import { keepVillages } from './regency.ts';

/** A larger file is no list of routers. */
const MOST_BYTES = 10 * 1024 * 1024;

/** What `npm run routers -- …` says, and its exit code. */
export async function routersCommand(context: CommandContext, command: Command, now: Date): Promise<Said> {
  const { db } = context;
  await keepVillages(db);
  if (command.kind === 'import') return await importFile(context, command, now);
  if (command.kind === 'pages') return await pagesOf(context, command);
  if (command.kind === 'script') return await scriptCommand(context, command, now);
  if (command.kind === 'hub') return await hubCommand(context);
  if (command.kind === 'certificate') return await certificateCommand(context, command, now);
  const entries = await routerEntries(db, null);
  return { said: command.json ? JSON.stringify(entries, null, 2) : listed(entries), code: 0 };
}

async function importFile(
  { db, sealer }: CommandContext,
  { file, dryRun }: Extract<Command, { kind: 'import' }>,
  now: Date,
): Promise<Said> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'ENOENT' ? 'tidak ada' : code === 'EISDIR' ? 'adalah folder' : `tidak dapat dibaca (${code})`;
    return { said: `Berkas ${file} ${why}.`, code: 1 };
  }
  if (bytes.length > MOST_BYTES) return { said: `Berkas ${file} terlalu besar (lebih dari 10 MB).`, code: 1 };
  const report = await importRouters({ db, sealer, now, actor: 'console', from: null }, bytes, dryRun);
  return { said: reported(file, report), code: report.faults.length > 0 ? 1 : 0 };
}

function reported(file: string, { dryRun, added, changed, unchanged, faults }: ImportReport): string {
  if (faults.length > 0) {
    const lines = faults.map(
      ({ line, column, message }) =>
        `  baris ${line}${column === null ? '' : `, kolom ${column}`}: ${message}`,
    );
    return [`Tidak ada yang disimpan; ada ${faults.length} kesalahan dalam ${file}:`, ...lines].join('\n');
  }
  const names = (list: readonly string[]) => (list.length === 0 ? '' : ` (${list.join(', ')})`);
  return [
    dryRun ? `${file} baik; belum ada yang disimpan (--dry-run).` : `${file} sudah disimpan.`,
    `  baru: ${added.length}${names(added)}`,
    `  berubah: ${changed.length}${names(changed)}`,
    `  tetap: ${unchanged.length}`,
  ].join('\n');
}

const listed = (entries: readonly RouterEntry[]) =>
  entries.length === 0
    ? 'Belum ada router.'
    : entries
        .map((one) =>
          [
            one.id,
            one.village.code,
            one.village.name,
            one.name,
            `${one.host}:${one.port}`,
            one.nasIdentifier,
            one.setUp,
          ].join('\t'),
        )
        .join('\n');

async function pagesOf(
  { db, config }: CommandContext,
  { name, to }: Extract<Command, { kind: 'pages' }>,
): Promise<Said> {
  const entry = await routerEntry(db, { name });
  if (!entry) return { said: `Tidak ada router bernama ${name}. Lihat: npm run routers -- list`, code: 1 };
  const pages = routerPages({
    portalOrigin: portalOriginOf(config),
    portalKey: entry.portalPath.slice('/p/'.length),
  });
  if (to !== null) {
    mkdirSync(to, { recursive: true });
    for (const [file, text] of Object.entries(pages)) writeFileSync(path.join(to, file), text);
    return { said: `Tersimpan di ${to}: ${Object.keys(pages).join(', ')}`, code: 0 };
  }
  const shown = Object.entries(pages).map(([file, text]) => `===== ${file} =====\n${text}`);
  return { said: shown.join('\n'), code: 0 };
}

/** Where phones reach the portal: as told, else the address that it is bound to. */
function portalOriginOf({ portalPublicUrl, bindAddress, portalPort }: Config): string {
  if (portalPublicUrl !== null) return new URL(portalPublicUrl).origin;
  const host = bindAddress === '0.0.0.0' || bindAddress === '::' ? '127.0.0.1' : bindAddress;
  return `http://${host.includes(':') ? `[${host}]` : host}:${portalPort}`;
}

if (import.meta.main) {
  const command = readWords(process.argv.slice(2));
  if ('fault' in command) {
    console.error(command.fault);
    process.exit(1);
  }
  await withDatabase(async (context) => {
    if (command.kind === 'pages' && context.config.portalPublicUrl === null)
      console.error(
        'PORTAL_PUBLIC_URL belum diisi: halaman ini hanya berlaku untuk alamat portal di mesin ini.',
      );
    if (command.kind === 'import' && context.config.portalPublicUrl === null)
      console.error(
        'PORTAL_PUBLIC_URL belum diisi: dengan router sungguhan, npm start menolak mulai sebelum diisi.',
      );
    const { said, code, aside } = await routersCommand(context, command, new Date());
    if (aside !== undefined) console.error(aside);
    (code === 0 ? console.log : console.error)(said);
    return code;
  });
}
