import type { FastifyInstance } from 'fastify';
import type { AnnouncementsShown } from './neighbours.ts';

/** Of at most 15 kB each. */
const KEEP = 200;
const YEAR_SECONDS = 31_536_000;

/** `GET /gambar/:file`: a picture by the hash of its content, so that a phone asks once. */
export function pictureRoutes(app: FastifyInstance, announcements: AnnouncementsShown): void {
  const kept = new Map<string, Promise<Uint8Array | null>>();
  const get = (file: string, name: string, as: 'webp' | 'jpeg'): Promise<Uint8Array | null> => {
    const before = kept.get(file);
    if (before) return before;
    const picture = announcements.picture(name, as);
    if (kept.size >= KEEP) kept.delete(kept.keys().next().value!);
    kept.set(file, picture);
    // Neither a failure nor that there is none is kept: it may be uploaded in a moment.
    picture.then(
      (found) => found ?? kept.delete(file),
      () => kept.delete(file),
    );
    return picture;
  };
  app.get<{ Params: { file: string } }>('/gambar/:file', async (request, reply) => {
    const found = /^([0-9a-f]{16,64})\.(webp|jpg)$/.exec(request.params.file);
    if (!found) return reply.callNotFound();
    const [file, name, ending] = found as unknown as [string, string, string];
    const picture = await get(file, name, ending === 'webp' ? 'webp' : 'jpeg');
    if (!picture) return reply.callNotFound();
    return reply
      .headers({
        'Content-Type': ending === 'webp' ? 'image/webp' : 'image/jpeg',
        'Cache-Control': `public, max-age=${YEAR_SECONDS}, immutable`,
        'X-Content-Type-Options': 'nosniff',
      })
      .send(Buffer.from(picture));
  });
}
