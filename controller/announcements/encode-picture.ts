import { createHash } from 'node:crypto';
import sharp, { type Sharp } from 'sharp';
import type { PictureFault } from '#contract/announcements.ts';

/** Bytes that a phone gets at most, of either format. */
export const MOST_BYTES = 15_360;
/** A phone's camera makes 50 million; what is larger would only be unpacked to hurt. */
const MOST_PIXELS = 60_000_000;
const DEADLINE_S = 15;
/** px; a page is no wider, nor higher than twice that. */
const MOST_WIDTH = 720;
/** What is too heavy gets smaller, step by step. */
const SHARES = [1, 0.83, 0.67, 0.55, 0.44, 0.33, 0.22, 0.12];
const QUALITIES = [72, 60, 48, 36];
/** For what does not get lighter by being small. */
const LAST_QUALITY = 8;

export interface Encoded {
  /** SHA-256 of the WebP, hex. */
  readonly name: string;
  /** px */
  readonly width: number;
  readonly height: number;
  readonly webp: Uint8Array<ArrayBuffer>;
  readonly jpeg: Uint8Array<ArrayBuffer>;
}

/** The bytes are no picture that we take. */
export class PictureRefused extends Error {
  override readonly name = 'PictureRefused';
  readonly fault: PictureFault;

  constructor(fault: PictureFault, options?: ErrorOptions) {
    super(`this picture is not taken: ${fault}`, options);
    this.fault = fault;
  }
}

type Kind = 'jpeg' | 'png' | 'webp' | 'heif';

/** By its first bytes: nothing else ever meets a decoder. Null: not one of the four. */
export function kindOf(bytes: Uint8Array): Kind | null {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString('latin1');
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('RIFF') && text.slice(8) === 'WEBP') return 'webp';
  return text.slice(4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1|avif)/.test(text.slice(8)) ? 'heif' : null;
}

/**
 * Encodes it anew as WebP and JPEG of at most MOST_BYTES each, upright and without what the camera wrote (its position!).
 * Rejects with PictureRefused.
 */
export async function encodePicture(bytes: Uint8Array): Promise<Encoded> {
  const kind = kindOf(bytes);
  if (kind === null) throw new PictureRefused('not-a-picture');
  const { data, info } = await unpacked(bytes, kind);
  const raw = { raw: { width: info.width, height: info.height, channels: info.channels } };
  for (const share of SHARES) {
    const small = sharp(data, raw).resize({
      width: Math.max(1, Math.round(share * info.width)),
      height: Math.max(1, Math.round(share * info.height)),
      fit: 'fill',
    });
    const made = await lightest(small, share === SHARES.at(-1) ? [...QUALITIES, LAST_QUALITY] : QUALITIES);
    if (made) return made;
  }
  throw new PictureRefused('broken');
}

async function unpacked(bytes: Uint8Array, kind: Kind) {
  try {
    const reader = sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: false });
    const { pages = 1, format, width, height } = await reader.metadata();
    if (width * height > MOST_PIXELS) throw new PictureRefused('too-many-pixels');
    if (pages > 1) throw new PictureRefused('animated');
    if (format !== kind) throw new PictureRefused('broken');
    return await reader
      .rotate()
      .resize({ width: MOST_WIDTH, height: 2 * MOST_WIDTH, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .timeout({ seconds: DEADLINE_S })
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch (error) {
    if (error instanceof PictureRefused) throw error;
    const text = error instanceof Error ? error.message : '';
    if (/pixel limit/i.test(text)) throw new PictureRefused('too-many-pixels', { cause: error });
    throw new PictureRefused(kind === 'heif' ? 'heic' : 'broken', { cause: error });
  }
}

/** The best quality at which both fit; null when none does. */
async function lightest(small: Sharp, qualities: readonly number[]): Promise<Encoded | null> {
  const webp = await fitting(qualities, (quality) => small.clone().webp({ quality, effort: 4 }));
  if (!webp) return null;
  const jpeg = await fitting(qualities, (quality) => small.clone().jpeg({ quality, mozjpeg: true }));
  if (!jpeg) return null;
  const { width, height } = webp.info;
  const name = createHash('sha256').update(webp.data).digest('hex');
  return { name, width, height, webp: new Uint8Array(webp.data), jpeg: new Uint8Array(jpeg.data) };
}

async function fitting(qualities: readonly number[], encode: (quality: number) => Sharp) {
  const make = (quality: number) =>
    encode(quality).timeout({ seconds: DEADLINE_S }).toBuffer({ resolveWithObject: true });
  // What does not fit at the worst fits at none.
  const worst = await make(qualities.at(-1)!);
  if (worst.data.length > MOST_BYTES) return null;
  for (const quality of qualities.slice(0, -1)) {
    const made = await make(quality);
    if (made.data.length <= MOST_BYTES) return made;
  }
  return worst;
}
