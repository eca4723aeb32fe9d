import { createHash } from 'node:crypto';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import { Outcome } from '#contract/looks.ts';
import { Reason } from '#contract/status.ts';
import type { Look } from './look.ts';

/** A look as it is stored, with its place in its chain. */
export type StoredLook = Omit<Look, 'reading'> & { readonly chainRun: number };

const LONGEST_BYTES = 64 * 1024 * 1024;
/** 9 packs as small as 11 does here within a few percent, in a twentieth of its time. */
const QUALITY = 9;

const whole = z.array(z.number().int());
const text = z.array(z.string().nullable());
/**
 * Columns of a router's day: steps from the look before where values grow, so that a steady router is a row of small
 * numbers. Counters are decimal text (64 bits).
 */
const Columns = z.object({
  form: z.literal(1),
  routerId: z.number().int(),
  agents: z.array(z.tuple([z.number().int(), z.string()])),
  agent: whole,
  at: whole,
  seq: whole,
  run: whole,
  outcome: z.array(Outcome),
  tookMs: whole,
  offsetMs: whole,
  simulated: whole,
  users: z.array(z.number().int().nullable()),
  uptime: z.array(z.number().int().nullable()),
  receive: text,
  transmit: text,
  detail: text,
  fault: z.array(Reason.nullable()),
  loss: z.array(z.number().nullable()),
  timeouts: z.array(z.number().int().nullable()),
  answers: z.array(z.number().int().nullable()),
  voltage: z.array(z.number().nullable()),
});

/** Differences to the value before; null stays null. */
function steps(values: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return values.map((value) => {
    if (value === null) return null;
    const step = value - last;
    last = value;
    return step;
  });
}

function sums(values: readonly (number | null)[]): (number | null)[] {
  let last = 0;
  return values.map((step) => {
    if (step === null) return null;
    last += step;
    return last;
  });
}

function wideSteps(values: readonly (bigint | null)[]): (string | null)[] {
  let last = 0n;
  return values.map((value) => {
    if (value === null) return null;
    const step = value - last;
    last = value;
    return step.toString();
  });
}

function wideSums(values: readonly (string | null)[]): (bigint | null)[] {
  let last = 0n;
  return values.map((step) => {
    if (step === null) return null;
    last += BigInt(step);
    return last;
  });
}

/** The looks of one router, as small as they get; nothing is lost. The digest is of what was packed. */
export function pack(looks: readonly StoredLook[]): { content: Uint8Array; digest: Uint8Array } {
  const names = [...new Set(looks.map(({ agentId, epoch }) => `${agentId} ${epoch}`))];
  const column = <T>(of: (look: StoredLook) => T) => looks.map(of);
  const columns = {
    form: 1,
    routerId: looks[0]?.routerId ?? 0,
    agents: names.map((name) => [Number(name.split(' ')[0]), name.split(' ')[1]]),
    agent: column(({ agentId, epoch }) => names.indexOf(`${agentId} ${epoch}`)),
    at: steps(column((look) => look.at)),
    seq: steps(column((look) => look.seq)),
    run: column((look) => look.chainRun),
    outcome: column((look) => look.outcome),
    tookMs: column((look) => look.tookMs),
    offsetMs: steps(column((look) => look.offsetMs)),
    simulated: column((look) => (look.simulated ? 1 : 0)),
    users: column((look) => look.users),
    uptime: steps(column((look) => look.uptimeSeconds)),
    receive: wideSteps(column((look) => look.receiveBytes)),
    transmit: wideSteps(column((look) => look.transmitBytes)),
    detail: column((look) => look.detail),
    fault: column((look) => look.fault),
    loss: column((look) => look.lossPercent),
    timeouts: steps(column((look) => look.radiusTimeouts)),
    answers: steps(column((look) => look.radiusAnswers)),
    voltage: column((look) => look.voltage),
  } satisfies Record<keyof z.input<typeof Columns>, unknown>;
  const plain = Buffer.from(JSON.stringify(columns));
  const content = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  return { content: new Uint8Array(content), digest: digestOf(plain) };
}

const digestOf = (plain: Uint8Array) => new Uint8Array(createHash('sha256').update(plain).digest());

/** A packed day that cannot be what was packed: changed, cut, or put in another's place. */
export class BrokenDay extends Error {
  override readonly name = 'BrokenDay';
}

export interface PackedDay {
  readonly routerId: number;
  /** UTC */
  readonly day: Date;
  readonly content: Uint8Array;
  readonly digest: Uint8Array;
}

/** What a row of look_day is opened by. */
export const packedColumns = { routerId: true, day: true, content: true, digest: true } as const;

/** The looks of a packed day, by time; throws BrokenDay. */
export function openDay({ routerId, day, content, digest }: PackedDay): StoredLook[] {
  const name = `${day.toISOString().slice(0, 10)} of router ${routerId}`;
  const end = day.getTime() + DAY_MS;
  let looks: StoredLook[];
  try {
    looks = unpack(content, digest);
  } catch (error) {
    throw new BrokenDay(`the packed day ${name}: ${(error as Error).message}`, { cause: error });
  }
  if (looks.some((look) => look.routerId !== routerId || look.at < day.getTime() || look.at >= end))
    throw new BrokenDay(`the packed day ${name} holds another day or router`);
  return looks;
}

const DAY_MS = 86_400_000;

/** Throws when the content is not what was packed. */
export function unpack(content: Uint8Array, digest: Uint8Array): StoredLook[] {
  const plain = brotliDecompressSync(content, { maxOutputLength: LONGEST_BYTES });
  if (Buffer.compare(digestOf(plain), digest) !== 0)
    throw new Error('a packed day was changed: its digest is another');
  const c = Columns.parse(JSON.parse(plain.toString()));
  const [at, seq, offsetMs] = [sums(c.at), sums(c.seq), sums(c.offsetMs)];
  const [uptime, timeouts, answers] = [sums(c.uptime), sums(c.timeouts), sums(c.answers)];
  const [receive, transmit] = [wideSums(c.receive), wideSums(c.transmit)];
  return c.at.map((_, index) => {
    const [agentId, epoch] = c.agents[c.agent[index]!]!;
    return {
      routerId: c.routerId,
      agentId,
      epoch,
      seq: seq[index]!,
      chainRun: c.run[index]!,
      at: at[index]!,
      outcome: c.outcome[index]!,
      tookMs: c.tookMs[index]!,
      offsetMs: offsetMs[index]!,
      detail: c.detail[index]!,
      simulated: c.simulated[index] === 1,
      fault: c.fault[index]!,
      lossPercent: c.loss[index]!,
      uptimeSeconds: uptime[index]!,
      users: c.users[index]!,
      receiveBytes: receive[index]!,
      transmitBytes: transmit[index]!,
      radiusTimeouts: timeouts[index]!,
      radiusAnswers: answers[index]!,
      voltage: c.voltage[index]!,
    };
  });
}
