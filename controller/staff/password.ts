import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { Refusal } from '../platform/http.ts';

/** OWASP's password storage cheat sheet, argon2id, second line: 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const TAG_BYTES = 32;
/** 19 MiB and one of four pool threads each, which files and DNS share. */
const AT_ONCE = 2;
const WAITING_LIMIT = 50;
/** A string of the database that asks for more than this is no hash of ours. */
const MEMORY_LIMIT_KIB = 1_048_576;

const derive = promisify(argon2);
const turn = pLimit(AT_ONCE);

interface Phc {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

const unpadded = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '');

function readPhc(phc: string): Phc {
  const [, memory, passes, parallelism, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(phc) ?? [];
  if (!salt || !tag || Number(memory) > MEMORY_LIMIT_KIB) throw new Error('not an argon2id PHC string');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

async function tagOf(password: string, { memory, passes, parallelism, salt, tag }: Phc): Promise<Buffer> {
  if (turn.pendingCount >= WAITING_LIMIT)
    throw new Refusal(503, 'too-many-tries', 'too many people sign in at this moment', {
      retryAfterSeconds: 5,
    });
  // The same password typed on two keyboards is the same bytes (RFC 8265 asks for NFC).
  const message = password.normalize('NFC');
  return await turn(() =>
    derive('argon2id', { message, nonce: salt, parallelism, tagLength: tag.length, memory, passes }),
  );
}

/** A PHC string (`$argon2id$v=19$m=…,t=…,p=…$salt$tag`) for the database. */
export async function hashPassword(password: string): Promise<string> {
  const empty = { ...PARAMETERS, salt: randomBytes(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) };
  const tag = await tagOf(password, empty);
  const { memory, passes, parallelism } = PARAMETERS;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(empty.salt)}$${unpadded(tag)}`;
}

/** Stands in for the hash of a name that nobody has, so that the answer takes as long. */
const nobody: Phc = { ...PARAMETERS, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) };

/** Null = nobody has that name: false, after the same work. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  const known = phc === null ? nobody : readPhc(phc);
  const same = timingSafeEqual(await tagOf(password, known), known.tag);
  return phc !== null && same;
}
