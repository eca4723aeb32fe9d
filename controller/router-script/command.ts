import type { CommandContext } from '../platform/command-line.ts';
import { audit } from '../staff/index.ts';
import { routerEntry } from '../villages/index.ts';
import { fetchCertificate, fingerprintOf, sameFingerprint } from './certificate.ts';
import { peersConf, sstpSecrets, wireguardPeers } from './hub.ts';
import type { Form } from './plan.ts';
import { NoScript } from './plan-of.ts';
import { printScript } from './print.ts';
import { hindranceSentence } from './sentences.ts';

/** `aside` is for the person, `said` for a pipe. */
export interface Said {
  readonly said: string;
  readonly code: 0 | 1;
  readonly aside?: string;
}

const unknownRouter = (name: string): Said => ({
  said: `Tidak ada router bernama ${name}. Lihat: npm run routers -- list`,
  code: 1,
});

/** `npm run routers -- script` */
export async function scriptCommand(
  { db, sealer, config }: CommandContext,
  { name, undo, form }: { readonly name: string; readonly undo: boolean; readonly form: Form | null },
  at: Date,
): Promise<Said> {
  try {
    const who = { actor: 'console', from: null, at };
    const printed = await printScript(db, { sealer, config }, { by: { name }, form, undo }, who);
    if (!printed) return unknownRouter(name);
    const moved =
      printed.movedTo === null
        ? ''
        : ` Router ini mulai sekarang dicari di ${printed.movedTo}; daftarkan di hub: npm run routers -- hub`;
    return {
      said: printed.text.trimEnd(),
      code: 0,
      aside: `RouterOS ${printed.form}. Skrip ini berisi kata sandi; pencetakannya tercatat.${moved}`,
    };
  } catch (error) {
    if (error instanceof NoScript) return { said: hindranceSentence(error.hindrance), code: 1 };
    throw error;
  }
}

/** `npm run routers -- hub` */
export async function hubCommand({ db, sealer }: CommandContext): Promise<Said> {
  const peers = await wireguardPeers(db);
  const secrets = await sstpSecrets(db, sealer);
  if (peers.length + secrets.length === 0)
    return {
      said: '# Belum ada router yang memakai terowongan: cetak dulu skripnya (npm run routers -- script NAMA).',
      code: 0,
    };
  const sstp = secrets.map((line) => `# ${line}`);
  return {
    said: [peersConf(peers), ...(sstp.length > 0 ? ['# SSTP (chap-secrets):', ...sstp] : [])]
      .join('\n')
      .trim(),
    code: 0,
  };
}

/** `npm run routers -- certificate`: shows what api-ssl of the router shows; `confirm` pins it when it is the same. */
export async function certificateCommand(
  { db }: CommandContext,
  { name, confirm }: { readonly name: string; readonly confirm: string | null },
  at: Date,
): Promise<Said> {
  const entry = await routerEntry(db, { name });
  if (!entry) return unknownRouter(name);
  if (!entry.tls) return { said: `Router ${name} tidak memakai api-ssl (tls = false).`, code: 1 };
  let pem: string;
  try {
    pem = await fetchCertificate(entry.host, entry.port);
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    return { said: `Sertifikat di ${entry.host}:${entry.port} tidak dapat diambil (${why}).`, code: 1 };
  }
  const fingerprint = fingerprintOf(pem);
  if (confirm === null)
    return {
      said: [
        pem.trimEnd(),
        `Sidik jari (SHA-256): ${fingerprint}`,
        'Sama dengan yang tampil di terminal router? Percayai dengan:',
        `  npm run routers -- certificate ${name} --confirm ${fingerprint}`,
      ].join('\n'),
      code: 0,
    };
  if (!sameFingerprint(confirm, fingerprint))
    return {
      said: `Sidik jari tidak sama: router ini menunjukkan ${fingerprint}. Tidak ada yang disimpan.`,
      code: 1,
    };
  await db.$transaction(async (tx) => {
    await tx.router.update({ where: { id: entry.id }, data: { apiCertificate: pem } });
    await audit(tx, {
      actor: 'console',
      act: 'router:certificate',
      target: name,
      from: null,
      detail: { fingerprint },
      at,
    });
  });
  return { said: `Sertifikat router ${name} dipercaya mulai sekarang.`, code: 0 };
}
