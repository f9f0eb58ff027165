import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiRefusal } from '../api-refusal.js';
import { picturePath } from '../people/say.js';
import type { SimParts } from '../sim-parts.js';

/** What PicUrl of an image message points to (path/90239, wecom.md 2.4). */
export function addPictures(app: FastifyInstance, { media }: SimParts): void {
  app.get(`${picturePath}:mediaId`, async (request, reply) => {
    const { mediaId } = z.object({ mediaId: z.string() }).parse(request.params);
    try {
      const picture = media.take(mediaId);
      return reply.header('content-type', picture.mime).send(picture.bytes);
    } catch (error) {
      if (error instanceof ApiRefusal) return reply.code(404).send();
      throw error;
    }
  });
}
