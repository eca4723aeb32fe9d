import sharp from 'sharp';
import { z } from 'zod';
import { MOST_PICTURE_BYTES, Picture, PictureName } from '#contract/announcements.ts';
import { type App, Refusal } from '../platform/http.ts';
import { audit, personOf } from '../staff/index.ts';
import { encodePicture, PictureRefused } from './encode-picture.ts';
import { keepPicture, pictureBytes } from './picture-store.ts';

/** One after the other: the second core answers phones. */
const MOST_WAITING = 6;
/** A picture of that name is always the same one, s. */
const CACHED_S = 31_536_000;

const TYPES = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'image/heif',
  'application/octet-stream',
];

/** Sending pictures, and showing them to staff. The portal has an address of its own for them. */
export function pictureRoutes(plain: App): void {
  // The encoders work in threads of their own: one for us.
  sharp.concurrency(1);
  sharp.cache(false);
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function encoded(bytes: Buffer) {
    if (waiting >= MOST_WAITING)
      throw new Refusal(429, 'too-many-tries', 'several pictures are being read', { retryAfterSeconds: 5 });
    waiting += 1;
    const made = last.then(() => encodePicture(bytes));
    last = made
      .catch(() => {})
      .finally(() => {
        waiting -= 1;
      });
    try {
      return await made;
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error;
      throw new Refusal(422, 'invalid', error.message, { fields: { picture: error.fault } });
    }
  }

  // A scope of its own: these bodies are bytes here only.
  plain.register(async (scope) => {
    const app = scope as unknown as App;
    app.addContentTypeParser(TYPES, { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    app.put(
      '/api/pictures',
      {
        config: { verb: 'announcement:write' },
        bodyLimit: MOST_PICTURE_BYTES,
        schema: {
          body: z.instanceof(Buffer),
          tags: ['announcements'],
          summary: 'A picture (JPEG, PNG, WebP), made anew in at most 15 kB; 422 says what is wrong with it',
          response: { 200: Picture },
        },
      },
      async (request) => {
        const made = await encoded(request.body);
        const by = personOf(request).name;
        const at = app.clock();
        return await app.db.$transaction(async (tx) => {
          const picture = await keepPicture(tx, made, by, at);
          const detail = { bytes: request.body.length, width: picture.width, height: picture.height };
          await audit(tx, {
            actor: by,
            act: 'picture:put',
            target: picture.name,
            from: request.ip,
            detail,
            at,
          });
          return picture;
        });
      },
    );
  });

  plain.get(
    '/api/pictures/:name.:format',
    {
      config: { verb: 'announcement:read' },
      schema: {
        params: z.object({ name: PictureName, format: z.enum(['webp', 'jpeg']) }),
        tags: ['announcements'],
        summary: 'A picture as phones get it',
      },
    },
    async (request, reply) => {
      const { name, format } = request.params;
      const bytes = await pictureBytes(plain.db, name, format);
      if (!bytes) throw new Refusal(404, 'not-found', 'there is no such picture');
      return reply
        .type(`image/${format}`)
        .header('Cache-Control', `private, max-age=${CACHED_S}, immutable`)
        .send(bytes);
    },
  );
}
