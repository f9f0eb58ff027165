import { el } from './element.js';

// message/send knows one tag in texts, <a href="…">…</a> (path/90236); everything else is shown as written.
const link =
  /<a\s+href=["']?(https?:\/\/[^"'\s>]+)["']?\s*>([^<]*)<\/a>|(https?:\/\/[\w\-./?%&=#:~+@!,;]+)/gi;

export function richText(text) {
  const node = el('div', { class: 'words' });
  let done = 0;
  for (const found of text.matchAll(link)) {
    const [whole, href, label, bare] = found;
    node.append(text.slice(done, found.index));
    node.append(
      el('a', { href: href ?? bare, target: '_blank', rel: 'noreferrer noopener' }, label || href || bare),
    );
    done = found.index + whole.length;
  }
  node.append(text.slice(done));
  return node;
}
