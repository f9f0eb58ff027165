import { cardView } from './card-view.js';
import { el } from './element.js';
import { icon } from './icons.js';
import { richText } from './rich-text.js';

/** A picture that the simulator keeps; gone after three days of its clock, as with WeCom. */
export function pictureView(mediaId) {
  const src = `/pictures/${encodeURIComponent(mediaId)}`;
  const picture = el('img', { src, alt: '图片', class: 'picture' });
  const frame = el(
    'a',
    { href: src, target: '_blank', rel: 'noreferrer', class: 'bubble bubble--picture' },
    picture,
  );
  picture.addEventListener('error', () => frame.replaceWith(el('div', { class: 'bubble' }, '图片已过期')));
  return frame;
}

export function voiceView() {
  return el('div', { class: 'bubble bubble--voice' }, icon('wave'), '语音');
}

function linkCard(title, description, more) {
  return el(
    'section',
    { class: 'card' },
    el('div', { class: 'card-title' }, el('h3', {}, title)),
    description ? el('p', { class: 'card-text' }, description) : null,
    more ? el('p', { class: 'card-more' }, more) : null,
  );
}

function words(text) {
  return el('div', { class: 'bubble' }, richText(text));
}

/** One message from the app, as the client shows it. */
export function receivedView(item, onTap) {
  if (item.recalled) return el('p', { class: 'aside' }, '应用撤回了一条消息');
  const { content } = item;
  switch (item.msgtype) {
    case 'text':
    case 'markdown':
      return words(String(content.content ?? ''));
    case 'image':
      return pictureView(String(content.media_id ?? content.Image?.MediaId ?? ''));
    case 'voice':
      return voiceView();
    case 'video':
      return words(`［视频］${content.title ?? ''}`);
    case 'file':
      return el(
        'a',
        { class: 'bubble', href: `/pictures/${encodeURIComponent(content.media_id)}`, download: true },
        '［文件］点开下载',
      );
    case 'textcard':
      return linkCard(
        content.title,
        content.description?.replaceAll(/<[^>]*>/g, '\n').trim(),
        content.btntxt,
      );
    case 'news':
      return el(
        'div',
        {},
        ...(content.articles ?? []).map((article) => linkCard(article.title, article.description)),
      );
    case 'template_card':
      return cardView(item, onTap);
    default:
      return words(`［${item.msgtype}］`);
  }
}
