import { z } from 'zod';

/** Body of every refused request (RFC 9457 in spirit): a code to test for, a sentence for the log, facts beside it. */
export const Problem = z.object({
  code: z.string(),
  message: z.string(),
  /** Fields at fault: path → code. */
  fields: z.record(z.string(), z.string()).optional(),
  /** Seconds to wait, for 429 and 503. */
  retryAfterSeconds: z.number().optional(),
});
export type Problem = z.infer<typeof Problem>;

/** Codes that screens translate. */
export const problemCodes = [
  'not-signed-in',
  'wrong-name-or-password',
  'too-many-tries',
  'not-allowed',
  'not-found',
  'invalid',
  'conflict',
  'cross-site',
  'action-under-way',
  'action-account-missing',
  'confirmation-wrong',
  'database-gone',
  'too-large',
  'internal',
] as const;
export type ProblemCode = (typeof problemCodes)[number];
