import { createHash } from 'node:crypto';

/** A key of bounded length for whatever a feed calls its item. */
export const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
