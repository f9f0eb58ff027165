import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startWecomSim } from '../../wecom-sim/server.js';
import type { WecomSim } from '../../wecom-sim/wecom-sim.js';
import { ApiClient } from './api-client.js';

const megabyte = 1024 * 1024;
const filled = (head: Buffer, size: number) => Buffer.concat([head, Buffer.alloc(size - head.length)]);
const jpeg = (size: number) => filled(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), size);
const mp4 = (size: number) => filled(Buffer.from('\0\0\0\x18ftypisom', 'latin1'), size);
/** Frames of mode 0: 13 bytes and 20 ms each. */
const amr = (frames: number) => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(13 * frames)]);

let sim: WecomSim;
let api: ApiClient;
beforeEach(async () => {
  sim = await startWecomSim();
  api = new ApiClient(sim);
  await api.signIn();
});
afterEach(() => sim.close());

describe('media/upload', () => {
  it('keeps a file and tells its id, with created_at as a string of seconds', async () => {
    const reply = await api.upload('image', jpeg(100));
    expect(reply).toMatchObject({ errcode: 0, type: 'image', media_id: expect.any(String) });
    expect(reply.created_at).toMatch(/^\d{10}$/);
  });

  it('knows four types (40005) and wants a file in the field "media" (44001)', async () => {
    expect((await api.upload('hologram', jpeg(100))).errcode).toBe(40005);
    expect((await api.upload('image', jpeg(100), 'file')).errcode).toBe(44001);
  });

  it.each([
    ['a file of 5 bytes', 'file', Buffer.alloc(5), 40006],
    ['a file of 6 bytes', 'file', Buffer.alloc(6), 0],
    ['a file of 20 MB', 'file', Buffer.alloc(20 * megabyte), 0],
    ['a file above 20 MB', 'file', Buffer.alloc(20 * megabyte + 1), 45001],
    ['an image of 10 MB', 'image', jpeg(10 * megabyte), 0],
    ['an image above 10 MB', 'image', jpeg(10 * megabyte + 1), 40009],
    ['an image that is neither JPG nor PNG', 'image', Buffer.from('GIF89a and more'), 40123],
    ['a video of 10 MB', 'video', mp4(10 * megabyte), 0],
    ['a video above 10 MB', 'video', mp4(10 * megabyte + 1), 45001],
    ['a video that is not MP4', 'video', Buffer.alloc(100), 40004],
    ['a voice of 60 seconds', 'voice', amr(3000), 0],
    ['a voice above 60 seconds', 'voice', amr(3001), 45007],
    ['a voice above 2 MB', 'voice', filled(amr(1), 2 * megabyte + 1), 45001],
    ['a voice that is not AMR', 'voice', Buffer.from('ID3 some mp3 bytes'), 40004],
  ])('answers %s as documented', async (_what, type, bytes, errcode) => {
    expect((await api.upload(type, bytes)).errcode).toBe(errcode);
  });
});

describe('media/get', () => {
  const uploaded = async () => z.string().parse((await api.upload('image', jpeg(100))).media_id);

  it('gives the bytes back with type and file name', async () => {
    const response = await api.download(await uploaded());
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(jpeg(100));
  });

  it('answers JSON 40007 for an unknown id, and for any id after 3 days', async () => {
    const mediaId = await uploaded();
    expect(await (await api.download('media_unknown')).json()).toMatchObject({ errcode: 40007 });
    sim.clock.advance(3 * 24 * 3600 * 1000 - 1000);
    await api.signIn();
    expect((await api.download(mediaId)).headers.get('content-type')).toBe('image/jpeg');
    sim.clock.advance(1000);
    expect(await (await api.download(mediaId)).json()).toMatchObject({ errcode: 40007 });
  });
});

describe('sending media', () => {
  it.each([
    ['image', jpeg(100)],
    ['voice', amr(10)],
    ['video', mp4(100)],
    ['file', Buffer.alloc(100)],
  ])('delivers %s that was uploaded as such', async (kind, bytes) => {
    const media_id = (await api.upload(kind, bytes)).media_id;
    expect((await api.send({ msgtype: kind, [kind]: { media_id } })).errcode).toBe(0);
    expect(sim.inbox('wangwu')).toMatchObject([{ msgtype: kind, content: { media_id } }]);
  });

  it('cuts a video’s title at 128 bytes and its description at 512', async () => {
    const media_id = (await api.upload('video', mp4(100))).media_id;
    const video = { media_id, title: '题'.repeat(50), description: '述'.repeat(200) };
    await api.send({ msgtype: 'video', video });
    expect(sim.inbox('wangwu')[0]?.content).toMatchObject({
      title: '题'.repeat(42),
      description: '述'.repeat(170),
    });
  });

  it('refuses an id that does not exist, or belongs to another type (40007)', async () => {
    const media_id = (await api.upload('image', jpeg(100))).media_id;
    expect((await api.send({ msgtype: 'image', image: { media_id: 'media_unknown' } })).errcode).toBe(40007);
    expect((await api.send({ msgtype: 'voice', voice: { media_id } })).errcode).toBe(40007);
  });
});
