import { z } from 'zod';
import { ApiRefusal } from '../api-refusal.js';
import type { MediaKind, MediaShelf } from '../corp/media-shelf.js';
import { cutBytes, cutCharacters } from './cut-text.js';
import { readParameter } from './read-parameter.js';

type Content = Record<string, unknown>;

// Types and limits of message/send (path/90236, wecom.md 2.2). Over-long texts are cut, an over-long
// url is an error (its number is unconfirmed: 40058 here).
const urlMaxBytes = 2048;
const url = z.string().refine((value) => Buffer.byteLength(value) <= urlMaxBytes);
const mediaContent = z.looseObject({ media_id: z.string() });
const textcardContent = z.looseObject({
  title: z.string().min(1),
  description: z.string().min(1),
  url: url.min(1),
  btntxt: z.string().optional(),
});
const article = z.looseObject({
  title: z.string().min(1),
  description: z.string().optional(),
  url: url.optional(),
  picurl: url.optional(),
  appid: z.string().optional(),
  pagepath: z.string().optional(),
});
const newsContent = z.looseObject({ articles: z.array(article) });

/** What is stored for a message of this type; undefined for a type that the simulator does not know. */
export function readContent(msgtype: string, raw: unknown, media: MediaShelf): Content | undefined {
  switch (msgtype) {
    case 'text':
    case 'markdown':
      return readWords(raw);
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return readMedia(msgtype, raw, media);
    case 'textcard':
      return readTextcard(raw);
    case 'news':
      return readNews(raw);
    default:
      return undefined;
  }
}

/** 44004 for an empty text; cut at 2048 bytes. */
function readWords(raw: unknown): Content {
  const words = z.looseObject({ content: z.string().min(1) }).safeParse(raw);
  if (!words.success) throw new ApiRefusal(44004);
  return { ...words.data, content: cutBytes(words.data.content, 2048) };
}

function readMedia(kind: MediaKind, raw: unknown, media: MediaShelf): Content {
  const content = readParameter(mediaContent, raw, kind);
  if (media.take(content.media_id).kind !== kind) throw new ApiRefusal(40007, `it is not a ${kind}`);
  if (kind !== 'video') return content;
  return { ...content, ...cutWords(content, 'title', 128), ...cutWords(content, 'description', 512) };
}

function readTextcard(raw: unknown): Content {
  const card = readParameter(textcardContent, raw, 'textcard');
  requireScheme(card.url);
  return {
    ...card,
    title: cutCharacters(card.title, 128),
    description: cutCharacters(card.description, 512),
    btntxt: cutCharacters(card.btntxt ?? '详情', 4),
  };
}

/** 1 to 8 articles; each with appid and pagepath or neither, and those win over url. */
function readNews(raw: unknown): Content {
  const { articles } = readParameter(newsContent, raw, 'news');
  if (articles.length < 1 || articles.length > 8) throw new ApiRefusal(45008);
  return {
    articles: articles.map((each) => {
      if ((each.appid === undefined) !== (each.pagepath === undefined))
        throw new ApiRefusal(40058, 'news.articles: appid and pagepath go together');
      if (each.url) requireScheme(each.url);
      if (!each.url && !each.appid) throw new ApiRefusal(40058, 'news.articles: url');
      return { ...each, ...cutWords(each, 'title', 128), ...cutWords(each, 'description', 512) };
    }),
  };
}

function cutWords(content: Content, name: string, maxBytes: number): Content {
  const words = content[name];
  return typeof words === 'string' ? { [name]: cutBytes(words, maxBytes) } : {};
}

/** 45034: a link without http:// or https:// (path/90313, wecom.md 7.3). */
function requireScheme(link: string): void {
  if (!/^https?:\/\//i.test(link)) throw new ApiRefusal(45034);
}
