import { byId, el } from './element.js';

const opening = '锦河花苑5号楼门口的路灯不亮了';

/** What to try next, in the order a newcomer meets it. A step is only ever left for a later one. */
const steps = [
  { name: 'say', text: `试着在左边以居民身份说一句：“${opening}”` },
  { name: 'confirm', text: '机器人听懂了，在等一句“可以”：点卡片上的按钮，或者自己打字。' },
  {
    name: 'officer',
    text: '工单立好了，在最下面。办件人收到了卡片：点“签收”，或者先不理它，点上面的“到下个时限”。',
  },
  {
    name: 'time',
    text: '到点没办的工单会一级一级提醒上去，最后由区中心督办。再往前拨，看右上角铃铛里谁收到了。',
  },
  { name: 'free', text: '接下来随便试：办结、让居民评价“没修好”、换一个人、说一句“家里有煤气味”。' },
];

/** The line that leads a newcomer through the first case. */
export function createGuide({ sayOpening }) {
  const frame = byId('guide');
  let at = 0;

  function draw() {
    const step = steps[at];
    const action =
      step.name === 'say'
        ? el(
            'button',
            {
              type: 'button',
              class: 'primary',
              data: { testid: 'guide-say' },
              on: { click: () => sayOpening(opening) },
            },
            '替我说',
          )
        : null;
    const dots = el(
      'span',
      { class: 'guide-dots', 'aria-hidden': 'true' },
      ...steps.map((_, index) => el('i', { class: index <= at ? 'is-done' : null })),
    );
    frame.replaceChildren(...[dots, el('p', { class: 'guide-text' }, step.text), action].filter(Boolean));
  }

  draw();
  return {
    reach(name) {
      const place = steps.findIndex((step) => step.name === name);
      if (place <= at) return;
      at = place;
      draw();
    },
  };
}
