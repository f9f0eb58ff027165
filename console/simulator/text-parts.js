const link = /https?:\/\/[\x21-\x7e]+/g;
const tail = /[.,;:!?)\]'"]+$/;

/** Splits a text into what is written and the links in it; punctuation after a link is not part of it. */
export function textParts(text) {
  const parts = [];
  let done = 0;
  for (const found of text.matchAll(link)) {
    const url = found[0].replace(tail, '');
    if (found.index > done) parts.push({ text: text.slice(done, found.index) });
    parts.push({ text: url, url });
    done = found.index + url.length;
  }
  if (done < text.length) parts.push({ text: text.slice(done) });
  return parts;
}
