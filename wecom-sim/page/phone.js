import { api } from './api.js';
import { createChatLog } from './chat-log.js';
import { createComposer } from './composer.js';
import { button, el } from './element.js';
import { icon } from './icons.js';
import { toast, trying } from './toast.js';

/** One simulated phone: the chat of a member with the app. */
export function createPhone(member, { appName, onClose }) {
  const log = createChatLog((tap) => say({ tap }));
  const say = async (what) => {
    // Where the bot does not answer this takes as long as all repeats; the chat shows the state meanwhile.
    const delivery = await trying(() => api.say(member.userid, what));
    if (delivery?.reply.kind === 'invalid') toast(`被动回复有问题：${delivery.reply.reason}`, 'bad');
    return delivery !== undefined;
  };
  const composer = createComposer(say);
  const element = el(
    'section',
    {
      class: 'phone',
      'aria-label': `${member.name}的手机`,
      data: { testid: 'phone', userid: member.userid },
    },
    el(
      'header',
      { class: 'phone-head' },
      el('span', { class: 'face', 'aria-hidden': 'true' }, [...member.name].at(-1)),
      el(
        'div',
        { class: 'phone-name' },
        el('h2', {}, member.name),
        el(
          'p',
          {},
          [member.userid === member.name ? null : member.userid, member.title].filter(Boolean).join(' · '),
        ),
      ),
      button(
        {
          class: 'tool',
          'aria-label': `关掉${member.name}的手机`,
          title: '关掉这部手机',
          on: { click: onClose },
        },
        icon('close'),
      ),
    ),
    el('p', { class: 'phone-app' }, `应用：${appName}`),
    log.element,
    composer.element,
  );
  return {
    element,
    member,
    received: log.received,
    said: log.said,
    showEnd: log.showEnd,
    /** Asks for the whole chat: at the start and after a lost connection. */
    async load() {
      const chat = await trying(() => api.chat(member.userid));
      if (!chat) return;
      for (const item of chat.received) log.received(item);
      for (const item of chat.said) log.said(item);
      log.showEnd();
    },
  };
}
