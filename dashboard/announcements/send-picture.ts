import { MOST_PICTURE_BYTES, Picture } from '#contract/announcements.ts';
import type { Problem } from '#contract/problems.ts';

/** A photo of 10 MB over a village's uplink, ms. */
const DEADLINE_MS = 180_000;

/** It was not taken; `why` is a key of the words' `pictureFaults`. */
export class PictureNotTaken extends Error {
  override readonly name = 'PictureNotTaken';
  readonly why: string;

  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

function whyOf(status: number, body: unknown): string {
  if (status === 413) return 'too-large';
  if (status === 415) return 'not-a-picture';
  if (status === 429) return 'busy';
  return (body as Problem | null)?.fields?.picture ?? 'failed';
}

/** Sends it, telling how much is sent, 0..1. By XMLHttpRequest, since fetch tells no progress. */
export function sendPicture(file: Blob, onProgress: (share: number) => void): Promise<Picture> {
  if (file.size > MOST_PICTURE_BYTES) return Promise.reject(new PictureNotTaken('too-large'));
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('PUT', '/api/pictures');
    sending.timeout = DEADLINE_MS;
    sending.responseType = 'json';
    sending.setRequestHeader('Content-Type', 'application/octet-stream');
    sending.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    sending.onload = () => {
      const made = Picture.safeParse(sending.response);
      if (sending.status === 200 && made.success) resolve(made.data);
      else reject(new PictureNotTaken(whyOf(sending.status, sending.response)));
    };
    sending.onerror = () => reject(new PictureNotTaken('failed'));
    sending.ontimeout = () => reject(new PictureNotTaken('failed'));
    sending.send(file);
  });
}
