import { readFileSync } from 'node:fs';
import { withDatabase } from '../platform/command-line.ts';
import type { Db } from '../platform/db.ts';
import { ReportFile, type Verdict, verifyReport } from './verify.ts';

const USAGE = 'usage: npm run verify -- report.json';
/** A report of thousands of routers is some tens of megabytes. */
const LONGEST_BYTES = 200_000_000;

/** What `npm run verify -- …` says, and its exit code: 0 equal, 1 not equal or not to be read. */
export async function verifyCommand(
  db: Db,
  text: string,
  now: Date,
  onRouter: (done: number, of: number) => void = () => {},
): Promise<{ said: string[]; code: 0 | 1 }> {
  const file = read(text);
  if (file === null)
    return { said: ['this is no report.json of Sinyal Desa: download it once more from Laporan'], code: 1 };
  const verdict = await verifyReport(db, file, now, onRouter);
  return {
    said: sentences(file, verdict),
    code: holds(verdict) ? 0 : 1,
  };
}

const holds = ({ digestHolds, differences, brokenChains }: Verdict) =>
  digestHolds && differences.length === 0 && brokenChains.length === 0;

function read(text: string): ReportFile | null {
  try {
    return ReportFile.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function sentences({ report, digest }: ReportFile, verdict: Verdict): string[] {
  const said = [
    verdict.digestHolds
      ? `the figures of ${report.month} have the digest ${digest}`
      : `NOT the figures of the digest ${digest}: the file was changed after it was made`,
    verdict.revision === null
      ? 'no issue was closed with this digest: it is a draft, or of another installation'
      : `it is issue ${verdict.revision} of ${report.month}`,
    ...verdict.brokenChains.map(
      ({ agent, day, where }) =>
        `NOT the samples that ${agent} sent: the chain of ${day} does not hold${where}`,
    ),
    ...(verdict.grown
      ? ['samples came after it was closed: the head of their chains is another one than in the file']
      : []),
  ];
  if (verdict.differences.length === 0) {
    const { felt, owed } = report.regency.figures;
    return [
      ...said,
      `equal: every figure follows from the raw samples by ${report.ruleSet.name} v${report.ruleSet.version}` +
        ` (felt ${felt.percent ?? felt.interval?.join('–')} %, owed ${owed.percent ?? owed.interval?.join('–')} %)`,
    ];
  }
  return [
    ...said,
    `NOT equal: in ${verdict.differences.length} ${verdict.differences.length === 1 ? 'place' : 'places'} the samples say otherwise`,
    ...verdict.differences.map(
      ({ path, file, samples }) => `  ${path}: ${short(file)} in the file, ${short(samples)} by the samples`,
    ),
  ];
}

const short = (value: unknown) => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
};

if (import.meta.main) {
  const [path, ...more] = process.argv.slice(2);
  if (path === undefined || more.length > 0) {
    console.error(USAGE);
    process.exit(1);
  }
  const text = textOf(path);
  await withDatabase(async ({ db }) => {
    const progress = (done: number, of: number) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${of} routers${done === of ? '\n' : ''}`);
    };
    const { said, code } = await verifyCommand(db, text, new Date(), progress);
    (code === 0 ? console.log : console.error)(said.join('\n'));
    return code;
  });
}

function textOf(path: string): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length <= LONGEST_BYTES) return text;
    console.error(`${path} is too large to be a report`);
  } catch (error) {
    console.error(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  process.exit(1);
}
