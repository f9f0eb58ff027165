import type { FastifyInstance } from 'fastify';
import type { SimParts } from '../sim-parts.js';
import { addEndpoint } from './endpoint.js';
import { getAgent } from './get-agent.js';
import { getCallbackIp } from './get-callback-ip.js';
import { getMedia } from './get-media.js';
import { getToken } from './get-token.js';
import { recallMessage } from './recall-message.js';
import { sendMessage } from './send-message.js';
import { updateTemplateCard } from './update-template-card.js';
import { uploadMedia } from './upload-media.js';

// Larger than the largest allowed file, so that an oversized one is refused with an errcode, not by HTTP.
const bodyLimitBytes = 64 * 1024 * 1024;

const endpoints = [
  getToken,
  sendMessage,
  updateTemplateCard,
  recallMessage,
  uploadMedia,
  getMedia,
  getCallbackIp,
  getAgent,
];

/** The half of the simulator that stands for https://qyapi.weixin.qq.com. */
export async function addApi(app: FastifyInstance, parts: SimParts): Promise<void> {
  await app.register(async (api) => {
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
      done(null, body),
    );
    for (const endpoint of endpoints) addEndpoint(api, parts, endpoint);
  });
}
