import { createHash, randomBytes } from 'node:crypto';

export const hashOf = (token: string): Buffer<ArrayBuffer> =>
  createHash('sha256').update(token).digest() as Buffer<ArrayBuffer>;

/** 192 bits; only its hash is kept. */
export function newPushToken(): { token: string; hash: Buffer<ArrayBuffer> } {
  const token = `sdf_${randomBytes(24).toString('base64url')}`;
  return { token, hash: hashOf(token) };
}

/** The bearer of a header; null: none that could be ours. */
export const bearerOf = (header: string | undefined): string | null =>
  /^Bearer (sdf_[\w-]{32})$/i.exec(header ?? '')?.[1] ?? null;
