import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

export const USAGE = `Cara pakai:
  npm run routers -- import BERKAS.csv [--dry-run]   memasukkan router dari berkas CSV (--dry-run: hanya memeriksa)
  npm run routers -- list [--json]                   menampilkan semua router
  npm run routers -- pages NAMA [--to FOLDER]        menampilkan (atau menyimpan) halaman hotspot untuk satu router
  npm run routers -- script NAMA [--undo] [--version 6|7]   skrip pemasangan satu router, untuk ditempel ke terminalnya
  npm run routers -- hub                             router yang menyambung ke hub, untuk wg0.conf
  npm run routers -- certificate NAMA [--confirm SIDIK]     sertifikat api-ssl satu router: lihat, lalu percayai`;

export type Command =
  | { readonly kind: 'import'; readonly file: string; readonly dryRun: boolean }
  | { readonly kind: 'list'; readonly json: boolean }
  | { readonly kind: 'pages'; readonly name: string; readonly to: string | null }
  | { readonly kind: 'script'; readonly name: string; readonly undo: boolean; readonly form: 6 | 7 | null }
  | { readonly kind: 'hub' }
  | { readonly kind: 'certificate'; readonly name: string; readonly confirm: string | null };

/** A sentence about what was typed. */
class WrongWords extends Error {}

/** What was asked for, or the sentence that says what is wrong with it. */
export function readWords(words: readonly string[]): Command | { readonly fault: string } {
  const [kind, ...rest] = words;
  try {
    if (kind === undefined) throw new WrongWords('Perintahnya belum disebut.');
    return read(kind, rest);
  } catch (error) {
    const fault = error instanceof WrongWords ? error.message : unknownWord(kind ?? '', error as Error);
    return { fault: `${fault}\n${USAGE}` };
  }
}

function unknownWord(kind: string, error: Error): string {
  const unknown = /'(-[^']+)'/.exec(String(error.message))?.[1];
  return unknown
    ? `Pilihan ${unknown} tidak dikenal untuk "${kind}".`
    : `Ada kata yang tidak dikenal setelah "${kind}".`;
}

function read(kind: string, args: string[]): Command {
  switch (kind) {
    case 'import': {
      const [file, { 'dry-run': dryRun }] = one(args, 'berkas CSV', 'Nama berkas CSV', {
        'dry-run': { type: 'boolean', default: false },
      });
      return { kind, file, dryRun: dryRun === true };
    }
    case 'list': {
      const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
      return { kind, json: values.json };
    }
    case 'pages': {
      const [name, { to }] = one(args, 'router', 'Nama router', { to: { type: 'string' } });
      return { kind, name, to: text(to) };
    }
    case 'script': {
      const [name, { undo, version }] = one(args, 'router', 'Nama router', {
        undo: { type: 'boolean', default: false },
        version: { type: 'string' },
      });
      return { kind, name, undo: undo === true, form: formOf(text(version)) };
    }
    case 'hub':
      parseArgs({ args, options: {} });
      return { kind };
    case 'certificate': {
      const [name, { confirm }] = one(args, 'router', 'Nama router', { confirm: { type: 'string' } });
      return { kind, name, confirm: text(confirm) };
    }
    default:
      throw new WrongWords(`Perintah "${kind.slice(0, 40)}" tidak dikenal.`);
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function formOf(version: string | null): 6 | 7 | null {
  if (version === null) return null;
  if (version === '6' || version === '7') return version === '6' ? 6 : 7;
  throw new WrongWords(
    `--version "${version.slice(0, 20)}" tidak dikenal: isi 6 atau 7, angka pertama versi RouterOS.`,
  );
}

/** The one word that a command is about, and its options. */
function one(
  args: string[],
  thing: string,
  what: string,
  options: ParseArgsOptionsConfig,
): [string, Readonly<Record<string, unknown>>] {
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options });
  const [first, ...more] = positionals;
  if (first === undefined) throw new WrongWords(`${what} belum disebut.`);
  if (more.length > 0) throw new WrongWords(`Hanya satu ${thing} sekali jalan.`);
  return [first, values];
}
