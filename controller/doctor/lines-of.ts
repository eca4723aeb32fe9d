import type { Config } from '../platform/config.ts';
import { judgeSettings } from '../start-rules.ts';
import type { AgentFact, BackupFact, DatabaseFact, Facts, FolderFact, KeyFact, PortFact } from './facts.ts';

/** One line of the doctor's: what it is about, what was found, and what to do when it is not well. */
export interface Line {
  readonly about: string;
  readonly found: string;
  /** Null = well. */
  readonly todo: string | null;
}

const NODE_MAJOR = 24;
const DISK_WARNING_PERCENT = 80;
const CLOCK_LIMIT_SECONDS = 5;
const AGENT_SILENT_MS = 60_000;
const AGENT_CLOCK_LIMIT_MS = 300_000;
const LOOK_OLD_MS = 600_000;
/** A nightly backup, and two hours of patience. */
const BACKUP_OLD_MS = 26 * 3_600_000;

/** Everything that was looked at, each well or with its next step; pure. */
export function linesOf(facts: Facts, config: Config): Line[] {
  const { now } = facts;
  return [
    version(facts),
    ...settings(config, facts.realRouters),
    ...facts.ports.map((port) => portLine(port, facts.running)),
    ...facts.folders.map(disk),
    clock(facts.clockSynchronised, now),
    key(facts.key),
    ...database(facts.database, now, facts.running),
    ...facts.agents.map((agent) => agentLine(agent, now, facts.running)),
    ...(facts.backup === null ? [] : backup(facts.backup, now)),
  ];
}

const well = (about: string, found: string): Line => ({ about, found, todo: null });

function version({ program, node, running }: Facts): Line {
  const found = `Sinyal Desa ${program}, Node ${node}, ${running ? 'sedang berjalan' : 'tidak berjalan'}`;
  return Number(node.split('.')[0]) >= NODE_MAJOR
    ? well('versi', found)
    : { about: 'versi', found, todo: `Jalankan lewat npm (npm run doctor): perlu Node ${NODE_MAJOR}.` };
}

function settings(config: Config, realRouters: number): Line[] {
  const { refusal, warnings } = judgeSettings(config, realRouters);
  const wrong = [...(refusal === null ? [] : [refusal]), ...warnings];
  if (config.canaries === '')
    wrong.push('CANARIES is empty: a router that is silent will be "unknown", never "down"');
  if (wrong.length === 0) return [well('pengaturan', 'alamat portal dan dasbor terisi')];
  return wrong.map((found) => ({
    about: 'pengaturan',
    found,
    todo: 'Isi di berkas lingkungan (lihat .env.example), lalu mulai ulang.',
  }));
}

function portLine({ variable, port, protocol, state }: PortFact, running: boolean): Line {
  const name = `${variable} ${port}/${protocol}`;
  if (state === 'forbidden')
    return {
      about: 'port',
      found: `${name} tidak boleh dibuka`,
      todo: `Isi ${variable} dengan port di atas 1023.`,
    };
  if (state === 'free')
    return running
      ? {
          about: 'port',
          found: `${name} tidak dibuka`,
          todo: 'Pengendali berjalan dengan pengaturan lain: mulai ulang.',
        }
      : well('port', `${name} bebas`);
  return running
    ? well('port', `${name} dipakai pengendali`)
    : {
        about: 'port',
        found: `${name} dipakai program lain`,
        todo: `Hentikan program itu (ss -lnp | grep :${port}), atau isi ${variable} dengan port lain.`,
      };
}

function disk({ path, usedPercent, freeBytes }: FolderFact): Line {
  if (usedPercent === null || freeBytes === null)
    return {
      about: 'disk',
      found: `${path} tidak dapat dibaca`,
      todo: 'Buat foldernya, atau perbaiki haknya.',
    };
  const found = `${path}: terpakai ${usedPercent} %, sisa ${(freeBytes / 1e9).toFixed(1)} GB`;
  return usedPercent < DISK_WARNING_PERCENT
    ? well('disk', found)
    : {
        about: 'disk',
        found,
        todo: 'Hapus berkas yang tidak perlu, atau pindahkan cadangan. Pada 95 % data agen tidak diterima lagi (agen menyimpannya).',
      };
}

function clock(synchronised: boolean | null, now: Date): Line {
  if (synchronised === null) return well('jam', `${now.toISOString()} (sistem tidak menyebut sumbernya)`);
  return synchronised
    ? well('jam', 'disetel oleh server waktu')
    : { about: 'jam', found: 'tidak disetel oleh server waktu', todo: 'Pasang: apt install chrony' };
}

function key(fact: KeyFact): Line {
  if (fact.kind === 'none-yet') return well('kunci', 'belum ada; dibuat saat pertama kali dijalankan');
  if (fact.kind === 'unreadable')
    return {
      about: 'kunci',
      found: fact.why,
      todo: 'Kembalikan master.key dari cadangan (npm run restore).',
    };
  return fact.openToOthers
    ? { about: 'kunci', found: `${fact.file} dapat dibaca orang lain`, todo: `chmod 600 ${fact.file}` }
    : well('kunci', fact.file);
}

function database(fact: DatabaseFact, now: Date, running: boolean): Line[] {
  const about = 'basis data';
  if (fact.kind === 'none-yet') return [well(about, 'belum ada; dibuat saat pertama kali dijalankan')];
  if (fact.kind === 'unreachable')
    return [
      {
        about,
        found: fact.why,
        todo: 'Periksa DATABASE_URL dan PostgreSQL; bila datanya rusak, pulihkan: npm run restore -- BERKAS',
      },
    ];
  const { version: postgres, bytes, keyFits, pending, foreign, clockSeconds, newestLookAt, routers } = fact;
  const lines = [well(about, `PostgreSQL ${postgres}, ${(bytes / 1e6).toFixed(0)} MB, ${routers} router`)];
  if (!keyFits)
    lines.push({
      about: 'kunci',
      found: 'kunci ini bukan kunci basis data ini',
      todo: 'Kembalikan master.key yang sama dengan basis datanya dari cadangan.',
    });
  if (foreign.length > 0)
    lines.push({
      about,
      found: `lebih baru daripada program ini: ${foreign.join(', ')}`,
      todo: 'Perbarui program (git pull && npm ci), atau pulihkan cadangan yang lama.',
    });
  if (pending.length > 0)
    lines.push({
      about,
      found: `belum dinaikkan: ${pending.join(', ')}`,
      todo: 'Mulai ulang pengendali; buat cadangan dahulu (npm run backup).',
    });
  if (Math.abs(clockSeconds) > CLOCK_LIMIT_SECONDS)
    lines.push({
      about: 'jam',
      found: `jam basis data berbeda ${Math.round(clockSeconds)} detik`,
      todo: 'Setel jam kedua mesin dengan server waktu (chrony).',
    });
  if (routers > 0) lines.push(looks(newestLookAt, now, running));
  return lines;
}

function looks(newestLookAt: Date | null, now: Date, running: boolean): Line {
  const about = 'pemeriksaan';
  const found = `yang terbaru ${ageOf(newestLookAt, now)}`;
  if (!running) return well(about, found);
  return newestLookAt !== null && now.getTime() - newestLookAt.getTime() <= LOOK_OLD_MS
    ? well(about, found)
    : {
        about,
        found,
        todo: 'Tidak ada agen yang memeriksa router: lihat baris agen, dan Pengaturan › Agen.',
      };
}

function agentLine(
  { name, lastSeenAt, backlog, offsetMs, routers }: AgentFact,
  now: Date,
  running: boolean,
): Line {
  const about = `agen ${name}`;
  const found = `${routers} router, terlihat ${ageOf(lastSeenAt, now)}, antrean ${backlog ?? '?'}`;
  if (running && (lastSeenAt === null || now.getTime() - lastSeenAt.getTime() > AGENT_SILENT_MS))
    return { about, found, todo: 'Periksa listrik dan internet komputer agen, lalu jalankan: npm run agent' };
  if (offsetMs !== null && Math.abs(offsetMs) > AGENT_CLOCK_LIMIT_MS)
    return {
      about,
      found: `${found}, jamnya berbeda ${Math.round(offsetMs / 1000)} detik`,
      todo: 'Setel jam komputer agen (chrony). Datanya sudah dibetulkan dengan selisih ini.',
    };
  return well(about, found);
}

function backup(fact: BackupFact, now: Date): Line[] {
  const about = 'cadangan';
  const found = `yang terbaru ${ageOf(fact.newestGoodAt, now)}${fact.lastFailure ? `; yang terakhir gagal: ${fact.lastFailure}` : ''}`;
  const lines: Line[] = [];
  if (fact.folder === null || !fact.passphraseFile)
    lines.push({
      about,
      found: `${found}; tidak ada cadangan malam`,
      todo: 'Isi BACKUP_DIR dan BACKUP_PASSPHRASE_FILE (simpan salinan frasanya di luar server).',
    });
  else if (fact.newestGoodAt === null || now.getTime() - fact.newestGoodAt.getTime() > BACKUP_OLD_MS)
    lines.push({ about, found, todo: `Jalankan: npm run backup -- ${fact.folder}` });
  else lines.push(well(about, found));
  if (fact.secondPlace === null)
    lines.push({
      about,
      found: 'tidak disalin ke tempat kedua',
      todo: 'Isi BACKUP_SECOND_PLACE: folder di disk lain, atau sftp://…',
    });
  else lines.push(well(about, `disalin ke ${fact.secondPlace} ${ageOf(fact.copiedAt, now)}`));
  return lines;
}

/** `belum pernah`, `40 detik lalu`, `3 jam lalu`: whole units, rounded down. */
function ageOf(at: Date | null, now: Date): string {
  if (at === null) return 'belum pernah';
  const seconds = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 1_000));
  if (seconds < 120) return `${seconds} detik lalu`;
  if (seconds < 7_200) return `${Math.floor(seconds / 60)} menit lalu`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} jam lalu`;
  return `${Math.floor(seconds / 86_400)} hari lalu`;
}
