import { withDatabase } from '../platform/command-line.ts';
import type { Db } from '../platform/db.ts';
import { verifyHead } from './heads.ts';
import { placeText } from './verify-chains.ts';

const USAGE =
  'usage: npm run verify-head -- HEAD (64 hexadecimal digits, from the mail or message to a witness)';
const SHOWN = 20;

/** What `npm run verify-head -- …` says, and its exit code: 0 the samples still lead to it. */
export async function verifyHeadCommand(
  db: Db,
  words: readonly string[],
): Promise<{ said: string[]; code: 0 | 1 }> {
  const [head, ...more] = words;
  if (head === undefined || more.length > 0 || !/^[0-9a-f]{64}$/i.test(head))
    return { said: [USAGE], code: 1 };
  const { told, chains, broken } = await verifyHead(db, head);
  if (told === null)
    return {
      said: [
        'NOT known: no record of this head is here. Either it is of another installation, or the record was removed.',
      ],
      code: 1,
    };
  const of = `the head of ${told.day}, told on ${told.at.toISOString()}, over ${chains} chains`;
  if (broken.length === 0) return { said: [`holds: the samples lead to ${of}`], code: 0 };
  const said = [`does NOT hold: samples of ${broken.length} chains no longer lead to ${of}`];
  for (const { day, agentId, epoch, looks, differsAt } of broken.slice(0, SHOWN)) {
    const place = await placeText(db, differsAt);
    said.push(`  ${day}: agent ${agentId}, epoch ${epoch}, ${looks} samples then${place}`);
  }
  return { said, code: 1 };
}

if (import.meta.main) {
  await withDatabase(async ({ db }) => {
    const { said, code } = await verifyHeadCommand(db, process.argv.slice(2));
    (code === 0 ? console.log : console.error)(said.join('\n'));
    return code;
  });
}
