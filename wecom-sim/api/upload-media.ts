import { ApiRefusal } from '../api-refusal.js';
import type { MediaKind } from '../corp/media-shelf.js';
import type { ApiRequest, Endpoint } from './endpoint.js';
import { checkUpload, mimeOf } from './media-rules.js';

const kinds: readonly MediaKind[] = ['image', 'voice', 'video', 'file'];

// POST media/upload (path/90253, wecom.md 2.7).
export const uploadMedia: Endpoint = {
  method: 'POST',
  path: '/cgi-bin/media/upload',
  needsToken: true,
  async handle(request, { media, clock }) {
    const kind = kinds.find((each) => each === request.query.type);
    if (!kind) throw new ApiRefusal(40005);
    const file = await readMediaField(request);
    const bytes = Buffer.from(await file.arrayBuffer());
    checkUpload(kind, bytes);
    const mediaId = media.put({ kind, bytes, fileName: file.name, mime: mimeOf(kind, bytes) });
    // created_at is a string of unix seconds.
    return { reply: { type: kind, media_id: mediaId, created_at: String(clock.nowSeconds()) } };
  },
};

/** The multipart field `media`; it must be a file, that is, carry a filename. */
async function readMediaField({ rawBody, contentType }: ApiRequest): Promise<File> {
  if (!contentType.startsWith('multipart/form-data')) throw new ApiRefusal(44001, 'not a multipart form');
  const response = new Response(new Uint8Array(rawBody), { headers: { 'content-type': contentType } });
  const form = await response.formData().catch((cause: unknown) => {
    throw new ApiRefusal(44001, `broken multipart form: ${String(cause)}`);
  });
  const field = form.get('media');
  if (!(field instanceof File)) throw new ApiRefusal(44001, 'no file in the field "media"');
  return field;
}
