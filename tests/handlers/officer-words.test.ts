import { describe, expect, it } from 'vitest';
import { createWorkCalendar } from '../../src/domain/calendar/index.js';
import { courtesy, findUnit, readOfficerWord, readReturnReason } from '../../src/handlers/officer-words.js';
import { readUntil } from '../../src/handlers/until-words.js';
import { ConfigCopy } from '../support/config-copy.js';

const copy = new ConfigCopy();
const config = copy.load();
copy.delete();

describe('An officer’s own words', () => {
  const said: [string, string, string][] = [
    ['签收', 'acknowledge', ''],
    ['我来办', 'acknowledge', ''],
    ['退回', 'return', ''],
    ['请退回', 'return', ''],
    ['退回，这是物业的灯', 'return', '这是物业的灯'],
    ['这个不归我们管，是交警的', 'return', '这个不归我们管，是交警的'],
    ['不是我们的，转给公用公司', 'transfer', '不是我们的，转给公用公司'],
    ['转办市场监管', 'transfer', '市场监管'],
    ['申请延期3天，等配件', 'extend', '3天，等配件'],
    ['配件没到，延期到周五', 'extend', '配件没到，延期到周五'],
    ['问一下是哪根杆', 'ask', '是哪根杆'],
    ['问反映人 退回了没有', 'ask', '退回了没有'],
    ['已电话联系，没人接', 'contact', '没人接'],
    ['打过电话了，说下午在家', 'contact', '说下午在家'],
    ['联系上了，明天去看', 'contact', '明天去看'],
    ['进展 吊车明天到', 'progress', '吊车明天到'],
    ['督办回复：厂家缺货', 'progress', '厂家缺货'],
    ['办结', 'resolve', ''],
    ['办结 已换新灯', 'resolve', '已换新灯'],
    ['灯已经换好了，亮了', 'resolve', '灯已经换好了，亮了'],
  ];
  it.each(said)('“%s” is %s', (text, word, rest) => {
    expect(readOfficerWord(text, [])).toEqual({ word, rest });
  });

  it.each([
    '修好了吗',
    '这盖子修好了吗有人去看过没',
    '还没修好，等井盖',
    '先不用转办',
    '还没办结',
    '不要退回',
    '电话联系不上',
    '配件明天到',
    '收到',
    '派出所来电话了',
  ])('“%s” asks for no step of a case', (text) => {
    expect(readOfficerWord(text, [])).toBeNull();
  });

  it('are read without the number of the case, and no other number is taken out of them', () => {
    expect(readOfficerWord('办结 20461-7 换了45米电缆，电话13800001111', ['204617'])?.rest).toBe(
      '换了45米电缆，电话13800001111',
    );
    expect(readOfficerWord('编号204617 退回 不归我们', ['204617'])).toEqual({
      word: 'return',
      rest: '不归我们',
    });
  });

  it('of politeness answer nothing that was asked', () => {
    for (const text of ['好的', '好的，谢谢', '收到。', '辛苦了', '明白了，谢谢你'])
      expect(courtesy.test(text), text).toBe(true);
    for (const text of ['好的，明天去', '不归我们', '收到3个']) expect(courtesy.test(text), text).toBe(false);
  });

  it('name a unit by any of its names, the longest first, and give the reason its code', () => {
    expect(findUnit(config.departments, '这是镇中心的事')?.code).toBe('HW');
    expect(findUnit(config.departments, '找交警队')?.code).toBe('JJ');
    expect(findUnit(config.departments, '找物业')).toBeNull();
    expect(readReturnReason('不归我们管')).toBe('not-ours');
    expect(readReturnReason('地址不对，不在辖区')).toBe('wrong-place');
    expect(readReturnReason('上周已经修过')).toBe('already-done');
    expect(readReturnReason('说不清是哪')).toBe('unclear');
  });
});

describe('The day an officer asks for', () => {
  const calendar = createWorkCalendar(config.calendar);
  // A Tuesday; the limit is the Tuesday after.
  const now = new Date('2026-11-03T09:00:00+08:00');
  const limit = new Date('2026-11-10T17:30:00+08:00');
  const days: [string, string][] = [
    ['3天', '2026-11-13T17:30:00+08:00'],
    ['两个工作日', '2026-11-12T17:30:00+08:00'],
    ['一周', '2026-11-17T17:30:00+08:00'],
    ['到周五', '2026-11-06T17:30:00+08:00'],
    ['到下周五', '2026-11-13T17:30:00+08:00'],
    ['11月30日', '2026-11-30T17:30:00+08:00'],
    ['11月30号', '2026-11-30T17:30:00+08:00'],
    ['后天', '2026-11-05T17:30:00+08:00'],
    // A Saturday: the office closes on it only the Monday after.
    ['11月14日', '2026-11-16T17:30:00+08:00'],
    // A day that is over this year is meant for the next.
    ['1月8日', '2027-01-08T17:30:00+08:00'],
  ];
  it.each(days)('“%s” is %s', (text, expected) => {
    expect(readUntil(calendar, text, limit, now)).toEqual(new Date(expected));
  });

  it.each(['等配件', '过几天', '13月40日', '0天'])('is not guessed from “%s”', (text) => {
    expect(readUntil(calendar, text, limit, now)).toBeNull();
  });
});
