import { parseArgs } from 'node:util';
import { withDatabase } from '../platform/command-line.ts';
import type { Db } from '../platform/db.ts';
import { audit } from '../staff/index.ts';
import { type Comparison, compareRouter, rewriteRouter } from './recompute.ts';

const USAGE =
  'usage: npm run recompute -- --router NAME_OR_ID [--from 2026-11-01T00:00:00Z] [--write]   (without --write it only compares)';
/** Differences that are told one by one. */
const SHOWN = 20;

interface Asked {
  readonly router: string;
  readonly from: Date | null;
  readonly write: boolean;
}

function readWords(words: readonly string[]): Asked | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        router: { type: 'string' },
        from: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
    });
    const from = values.from === undefined ? null : new Date(values.from);
    if (values.router === undefined || (from !== null && Number.isNaN(from.getTime()))) return null;
    return { router: values.router, from, write: values.write };
  } catch {
    return null; // an unknown flag: the usage says what there is
  }
}

/** What `npm run recompute -- …` says, and its exit code: 0 equal, or written. */
export async function recomputeCommand(
  db: Db,
  words: readonly string[],
  now: Date,
): Promise<{ said: string[]; code: 0 | 1 }> {
  const asked = readWords(words);
  if (asked === null) return { said: [USAGE], code: 1 };
  const id = /^\d{1,9}$/.test(asked.router) ? Number(asked.router) : undefined;
  const router = await db.router.findFirst({
    where: { removedAt: null, OR: [{ name: asked.router }, ...(id === undefined ? [] : [{ id }])] },
    select: { id: true, name: true, inServiceSince: true },
  });
  if (!router)
    return { said: [`there is no router ${asked.router}: npm run routers -- list shows them`], code: 1 };
  if (asked.from !== null && asked.from > now)
    return { said: [`${asked.from.toISOString()} lies ahead`], code: 1 };
  const from = asked.from ?? router.inServiceSince;
  const compared = await compareRouter(db, router.id, from, now);
  const said = sentences(router.name, from, compared);
  if (compared.differences.length === 0) return { said, code: 0 };
  if (!asked.write)
    return { said: [...said, 'nothing was changed: --write replaces what is stored'], code: 1 };
  await db.$transaction(
    async (tx) => {
      await rewriteRouter(tx, router.id, now);
      await audit(tx, {
        actor: 'server',
        act: 'outages:recompute',
        target: router.name,
        from: null,
        detail: { from: from.toISOString(), differences: compared.differences.length },
        at: now,
      });
    },
    { timeout: 600_000, maxWait: 60_000 },
  );
  return { said: [...said, 'replaced by what the looks say'], code: 0 };
}

function sentences(name: string, from: Date, { looks, spans, outages, differences }: Comparison): string[] {
  const of = `${name} since ${from.toISOString()}: ${looks} looks, ${spans} spans, ${outages} outages`;
  if (differences.length === 0) return [`equal: ${of}`];
  return [
    `NOT equal: ${of}; ${differences.length} differences`,
    ...differences.slice(0, SHOWN).map((one) => `  ${one}`),
    ...(differences.length > SHOWN ? [`  and ${differences.length - SHOWN} more`] : []),
  ];
}

if (import.meta.main) {
  await withDatabase(async ({ db }) => {
    const { said, code } = await recomputeCommand(db, process.argv.slice(2), new Date());
    (code === 0 ? console.log : console.error)(said.join('\n'));
    return code;
  });
}
