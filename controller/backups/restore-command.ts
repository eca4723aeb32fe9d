import path from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../platform/config.ts';
import { plainly } from '../platform/plainly.ts';
import { passphraseFrom } from './passphrase.ts';
import { restore } from './restore.ts';

const USAGE = 'Pemakaian: npm run restore -- BERKAS';

function fileIn(words: readonly string[]): string | null {
  try {
    const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options: {} });
    return positionals.length === 1 ? positionals[0]! : null;
  } catch {
    return null; // an unknown flag: the usage says what there is
  }
}

if (import.meta.main) {
  const file = fileIn(process.argv.slice(2));
  if (file === null) {
    console.error(USAGE);
    process.exit(1);
  }
  try {
    const config = readConfig();
    const { manifest, into, keyFile } = await restore(
      config,
      path.resolve(file),
      await passphraseFrom(config.backupPassphraseFile, false),
    );
    console.log(`Pulih sampai ${manifest.createdAt}: basis data di ${into}, kunci di ${keyFile}.`);
    console.log('Jalankan npm start; lalu npm run doctor.');
    process.exit(0);
  } catch (error) {
    console.error(plainly(error));
    process.exit(1);
  }
}
