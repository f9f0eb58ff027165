/** One second of silence: 50 AMR frames of "no data" behind the file header (RFC 4867, sections 4.3.2 and 5). */
const frames = 50;
const noData = '\x7c';

export function silentVoice() {
  return btoa(`#!AMR\n${noData.repeat(frames)}`);
}
