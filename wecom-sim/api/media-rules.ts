import { ApiRefusal } from '../api-refusal.js';
import type { MediaKind } from '../corp/media-shelf.js';
import { amrSeconds, isAmr } from './amr.js';

const megabyte = 1024 * 1024;

// Sizes: more than 5 bytes; image 10 MB, voice 2 MB and 60 s, video 10 MB, file 20 MB (path/90253, wecom.md 2.7).
const minBytes = 5;
const maxBytes: Record<MediaKind, number> = {
  image: 10 * megabyte,
  voice: 2 * megabyte,
  video: 10 * megabyte,
  file: 20 * megabyte,
};
const maxVoiceSeconds = 60;

/** Refuses what WeCom would refuse; which number belongs to which fault is taken from path/90313 (wecom.md 7.3). */
export function checkUpload(kind: MediaKind, bytes: Buffer): void {
  if (bytes.length <= minBytes) throw new ApiRefusal(40006);
  if (bytes.length > maxBytes[kind]) throw new ApiRefusal(kind === 'image' ? 40009 : 45001);
  if (kind === 'image' && !isJpeg(bytes) && !isPng(bytes)) throw new ApiRefusal(40123);
  if (kind === 'video' && !isMp4(bytes)) throw new ApiRefusal(40004);
  if (kind !== 'voice') return;
  if (!isAmr(bytes)) throw new ApiRefusal(40004);
  if (amrSeconds(bytes) > maxVoiceSeconds) throw new ApiRefusal(45007);
}

export function mimeOf(kind: MediaKind, bytes: Buffer): string {
  if (isJpeg(bytes)) return 'image/jpeg';
  if (isPng(bytes)) return 'image/png';
  if (isAmr(bytes)) return 'audio/amr';
  return kind === 'video' ? 'video/mp4' : 'application/octet-stream';
}

function isJpeg(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));
}

function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
}

function isMp4(bytes: Buffer): boolean {
  return bytes.subarray(4, 8).toString('latin1') === 'ftyp';
}
