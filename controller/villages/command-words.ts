import { parseArgs } from 'node:util';

export const USAGE = `Cara pakai:
  npm run routers -- import BERKAS.csv [--dry-run]   memasukkan router dari berkas CSV (--dry-run: hanya memeriksa)
  npm run routers -- list [--json]                   menampilkan semua router
  npm run routers -- pages NAMA [--to FOLDER]        menampilkan (atau menyimpan) halaman hotspot untuk satu router`;

export type Command =
  | { readonly kind: 'import'; readonly file: string; readonly dryRun: boolean }
  | { readonly kind: 'list'; readonly json: boolean }
  | { readonly kind: 'pages'; readonly name: string; readonly to: string | null };

/** What was asked for, or the sentence that says what is wrong with it. */
export function readWords(words: readonly string[]): Command | { readonly fault: string } {
  const wrong = (fault: string) => ({ fault: `${fault}\n${USAGE}` });
  const [kind, ...rest] = words;
  if (kind === undefined) return wrong('Perintahnya belum disebut.');
  try {
    if (kind === 'import') {
      const { positionals, values } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { 'dry-run': { type: 'boolean', default: false } },
      });
      const [file, ...more] = positionals;
      if (file === undefined) return wrong('Nama berkas CSV belum disebut.');
      if (more.length > 0) return wrong('Hanya satu berkas CSV sekali jalan.');
      return { kind, file, dryRun: values['dry-run'] };
    }
    if (kind === 'list') {
      const { values } = parseArgs({ args: rest, options: { json: { type: 'boolean', default: false } } });
      return { kind, json: values.json };
    }
    if (kind === 'pages') {
      const { positionals, values } = parseArgs({
        args: rest,
        allowPositionals: true,
        options: { to: { type: 'string' } },
      });
      const [name, ...more] = positionals;
      if (name === undefined) return wrong('Nama router belum disebut.');
      if (more.length > 0) return wrong('Hanya satu router sekali jalan.');
      return { kind, name, to: values.to ?? null };
    }
  } catch (error) {
    const unknown = /'(-[^']+)'/.exec(String((error as Error).message))?.[1];
    return wrong(
      unknown
        ? `Pilihan ${unknown} tidak dikenal untuk "${kind}".`
        : `Ada kata yang tidak dikenal setelah "${kind}".`,
    );
  }
  return wrong(`Perintah "${kind.slice(0, 40)}" tidak dikenal.`);
}
