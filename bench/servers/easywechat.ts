import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { invented } from '../wecom.js';

/** Only what is used of the package, which is no dependency of ours and is installed for the measurement alone. */
interface EasyWechat {
  Work: new (
    config: Record<string, unknown>,
  ) => {
    setRequest(request: unknown): unknown;
    setServer(server: null): unknown;
    getServer(): {
      with(handler: (message: { Content?: string }) => Promise<string>): unknown;
      serve(): Promise<{ getStatusCode(): number }>;
    };
  };
  ServerRequest: { createFromIncomingMessage(request: IncomingMessage): Promise<unknown> };
}

const [folder = ''] = process.argv.slice(2);
const { Work, ServerRequest } = createRequire(join(folder, 'package.json'))('node-easywechat') as EasyWechat;
const app = new Work({
  corp_id: invented.WECOM_CORP_ID,
  secret: invented.WECOM_SECRET,
  token: invented.WECOM_TOKEN,
  aes_key: invented.WECOM_ENCODING_AES_KEY,
});

/** node-easywechat's way to take a callback, with a listener that stores nothing and answers nothing. */
const server = createServer(async (request, response) => {
  app.setRequest(await ServerRequest.createFromIncomingMessage(request));
  // A new one for each request: a shared one keeps the handlers of all earlier requests and slows down.
  app.setServer(null);
  const callback = app.getServer();
  let read = false;
  callback.with(async (message) => {
    read = message.Content !== undefined;
    return '';
  });
  const answer = await callback.serve();
  response.statusCode = read ? answer.getStatusCode() : 500;
  response.end();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.stdout.write(`http://127.0.0.1:${port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
