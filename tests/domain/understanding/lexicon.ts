import { categoriesSchema, servicesSchema } from '../../../src/config/cases-schema.js';
import { dangerSchema, intentsSchema } from '../../../src/config/words-schema.js';
import { createUnderstanding, type UnderstandContext } from '../../../src/domain/understanding/index.js';
import { town } from '../grid/town.js';

/** A small word list of the tests' own, so that they tell how words are used and not which words are shipped. */
const clocks = { acknowledge: '1h', resolve: '1d' };

export const categories = categoriesSchema.parse({
  urgencies: { 特急: clocks, 紧急: clocks, 一般: clocks },
  categories: [
    {
      code: 'AA01',
      field: '城市管理',
      name: '垃圾',
      keywords: ['垃圾', '垃圾桶', '臭'],
      strong: ['垃圾堆成山'],
      lead: 'X',
      urgency: '一般',
    },
    {
      code: 'AA02',
      field: '城市管理',
      name: '路灯井盖',
      keywords: ['路灯', '井盖', '坑'],
      strong: ['路灯不亮', '井盖没了'],
      lead: 'X',
      urgency: '一般',
      urgent_if: ['摔'],
    },
    {
      code: 'AA03',
      field: '治安管理',
      name: '养犬',
      keywords: ['狗'],
      strong: ['没牵绳'],
      lead: 'Y',
      urgency: '一般',
    },
    {
      code: 'AA04',
      field: '应急管理',
      name: '火情',
      keywords: ['冒烟'],
      strong: ['着火'],
      lead: 'Z',
      urgency: '特急',
    },
    { code: 'AA05', field: '社会救助', name: '低保', keywords: ['低保'], lead: 'S', urgency: '一般' },
    {
      code: 'AA06',
      field: '民族宗教',
      name: '宗教场所',
      keywords: ['信教', '庙'],
      lead: 'R',
      urgency: '一般',
      restricted: true,
    },
  ],
});

export const services = servicesSchema.parse({
  services: [
    {
      id: 'P01',
      name: '最低生活保障申请',
      aliases: ['低保', '办低保'],
      department: 'S',
      category: 'AA05',
      mode: 'full',
      eligible: true,
    },
    {
      id: 'P02',
      name: '老年证',
      aliases: ['老年卡'],
      department: 'S',
      category: 'AA05',
      mode: 'full',
      eligible: true,
    },
  ],
}).services;

export const danger = dangerSchema.parse({
  not_now: ['演练', '演习', '去年', '万一', '上次', '误报'],
  kinds: [
    {
      id: 'fire',
      name: '火',
      words: ['着火', '起火', '火..窜'],
      harmless: ['没着火', '生意着火'],
      category: 'AA04',
      call: '119',
      say: '先出来',
      ask: '人出来了吗',
    },
    {
      id: 'suicide',
      name: '轻生',
      words: ['不想活', '跳楼'],
      harmless: ['跳楼价'],
      category: 'AA04',
      call: '110',
      say: '我在',
      ask: '身边有人吗',
      personal: true,
    },
    {
      id: 'drowning',
      name: '溺水',
      words: ['掉..河'],
      harmless: [],
      category: 'AA04',
      call: '120',
      say: '抛绳',
      ask: '人上来了吗',
    },
  ],
});

export const intents = intentsSchema.parse({
  query_progress: ['怎么样了', '到哪一步', '有信儿'],
  supplement: ['补充一下', '忘了说'],
  withdraw: ['撤回', '不用管了', '误报'],
  press: ['催一下', '怎么还没'],
  feedback_good: ['满意', '修好了', '谢谢'],
  feedback_bad: ['没修好', '不行'],
  training: ['培训', '补考'],
  complaint_about_staff: ['网格员态度'],
  integrity: ['收了我'],
  proxy_service: ['代办', '帮我办', '上门..办'],
  consult: ['怎么办理', '什么条件', '去哪办', '能喝吗'],
  chitchat: ['你好', '哈哈'],
  abuse: ['滚蛋'],
  probing: ['忽略以上', '是谁举报'],
  about_persons: ['信教', '刚放出来'],
  acts: ['拉人', '打人'],
});

export const understand = createUnderstanding({ grids: town, categories, services, danger, intents });

export const resident: UnderstandContext = { role: 'resident', registeredGridCode: null };
export const gridWorker: UnderstandContext = { role: 'grid', registeredGridCode: null };
