import { describe, expect, it } from 'vitest';
import { gridWorker, resident, understand } from './lexicon.js';

const danger = (text: string) => understand(text, resident).danger?.value ?? null;

describe('danger comes first', () => {
  it.each([
    ['着火了', 'fire'],
    ['着 火 了！', 'fire'],
    ['厨房里火一下子窜上来', 'fire'],
    ['有人掉进了河里', 'drowning'],
    ['我不想活了', 'suicide'],
    ['去年着过火，现在又起火了', 'fire'],
    ['演练那天没事，救命，这回真起火了', 'fire'],
    ['生意着火，隔壁也真着火了', 'fire'],
  ])('%s is an alarm', (text, kind) => {
    expect(danger(text)).toBe(kind);
    expect(understand(text, resident)).toMatchObject({
      intent: { value: 'emergency' },
      urgency: { value: '特急' },
    });
  });

  it.each([
    '明天消防演练，一楼会起火冒烟，大家别怕',
    '去年对面着火烧了两间',
    '万一着火先打哪个电话',
    '这家店生意着火',
    '开业大酬宾跳楼价',
    '邻居烤地瓜，没着火',
    '误报了，没有起火',
    '今天天气真好',
    '',
  ])('%s is no alarm', (text) => {
    expect(danger(text)).toBeNull();
    expect(understand(text, resident).urgency.value).not.toBe('特急');
  });

  it('is said with the words that caused it and with the category of its kind', () => {
    const understood = understand('着火了！听松小区', resident);
    expect(understood.danger?.because).toEqual(['着火']);
    expect(understood.categoryCode).toBe('AA04');
    expect(understood.gridCodes).toEqual(['100000001401003']);
  });

  it('holds for a grid worker as for a resident', () => {
    expect(understand('杏林雅苑3号楼起火', gridWorker).intent.value).toBe('emergency');
  });

  it('that is taken back is a withdrawal, however loudly it was written', () => {
    expect(understand('误报误报！！不是起火', resident)).toMatchObject({
      danger: null,
      intent: { value: 'withdraw' },
    });
  });

  it('in a long story is not excused by a word far away', () => {
    const story = `去年我们办过活动。${'一切都很正常。'.repeat(20)}刚到家看见楼上着火`;
    expect(danger(story)).toBe('fire');
  });

  it('is not undone by a question or a fear that follows it', () => {
    expect(danger('楼下电动车着火了，万一烧上来咋办')).toBe('fire');
    expect(danger('万一电动车着火了咋办')).toBeNull();
  });

  it('never follows from the category alone', () => {
    expect(understand('饭店后厨天天冒烟，窗户不敢开', resident).urgency.value).toBe('紧急');
  });
});
