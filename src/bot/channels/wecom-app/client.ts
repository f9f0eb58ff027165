import { File } from 'node:buffer';
import { FormData } from 'undici';
import type { z } from 'zod';
import type { UploadedMedia } from '../../channel.js';
import { isStaleToken } from './errors.js';
import type { AccessToken } from './tokens.js';
import type { ApiCall, Transport } from './transport.js';
import { sendReplySchema, updateReplySchema, uploadReplySchema } from './wire.js';

/** The calls this channel makes. */
export interface WecomAppClient {
  /** path/90236 */
  send(body: string): Promise<z.output<typeof sendReplySchema>>;
  /** path/94888 */
  updateCard(body: string): Promise<z.output<typeof updateReplySchema>>;
  /** path/90253: the id is good for three days. */
  upload(
    kind: UploadedMedia['kind'],
    file: { bytes: Buffer; mime: string; fileName: string },
  ): Promise<string>;
  /** path/90254 */
  fetchMedia(mediaId: string): Promise<{ bytes: Buffer; contentType: string }>;
}

export function createClient(transport: Transport, token: AccessToken): WecomAppClient {
  /** WeCom may end a token before its time: forget it, take a new one, repeat once (path/91039). */
  async function withToken<T>(attempt: (accessToken: string) => Promise<T>): Promise<T> {
    const first = await token.get();
    try {
      return await attempt(first);
    } catch (error) {
      if (!isStaleToken(error)) throw error;
      await token.drop(first);
      return attempt(await token.get());
    }
  }

  const post = <T extends z.ZodType>(api: string, body: string, schema: T): Promise<z.output<T>> =>
    withToken((access_token) =>
      transport.call({ method: 'POST', api, query: { access_token }, body }, schema),
    );

  return {
    send: (body) => post('message/send', body, sendReplySchema),
    updateCard: (body) => post('message/update_template_card', body, updateReplySchema),
    upload: (kind, file) =>
      withToken(async (access_token) => {
        // A form is used up by being sent, so each attempt makes its own.
        const request: ApiCall = {
          method: 'POST',
          api: 'media/upload',
          query: { access_token, type: kind },
          form: formOf(file),
        };
        return (await transport.call(request, uploadReplySchema)).media_id;
      }),
    fetchMedia: (media_id) =>
      withToken((access_token) =>
        transport.fetchFile({ method: 'GET', api: 'media/get', query: { access_token, media_id } }),
      ),
  };
}

/** undici writes the file name as plain UTF-8, which is what WeCom reads (path/90253). */
function formOf({ bytes, mime, fileName }: { bytes: Buffer; mime: string; fileName: string }): FormData {
  const form = new FormData();
  form.set('media', new File([new Uint8Array(bytes)], fileName, { type: mime }));
  return form;
}
