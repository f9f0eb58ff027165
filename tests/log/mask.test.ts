import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/log/create-log.js';
import { fields } from '../../src/log/fields.js';
import { maskError } from '../../src/log/mask-error.js';
import { createMask } from '../../src/log/mask-fields.js';
import { maskForeignText, maskText } from '../../src/log/mask-text.js';
import { AppError } from '../../src/shared/errors.js';

describe('What a person would be known by is not written', () => {
  it.each([
    ['a mobile number', '13800138000'],
    ['a mobile number in groups', '138 0013 8000'],
    ['a mobile number with the country in front', '+86-138-0013-8000'],
    ['a mobile number in full-width digits', '１３８００１３８０００'],
    ['a landline', '0633-8123456'],
    ['an identity number', '371102199003077758'],
    ['an identity number that ends in X', '37110219900307775X'],
    ['an identity number of the old kind', '371102900307775'],
    ['a bank card', '6222021001116245702'],
    ['a bank card in groups', '6222 0210 0111 6245 702'],
    ['a passport-like number', '912345678'],
    ['a place to the metre', '35.42718'],
    ['a mail address', 'zhang.san@example.cn'],
    ['a number plate', '鲁L12345'],
  ])('%s', (_what, secret) => {
    const line = maskText(`before ${secret} after`);
    expect(line).not.toContain(secret);
    expect(line.replace(/\D/g, '')).toBe('');
    expect(line).toMatch(/^before .*\*\*\*.* after$/);
  });

  it('also when it stands right behind Chinese or a hyphen', () => {
    expect(maskText('电话:13800138000，卡-6222021001116245702')).toBe('电话:***，卡-***');
  });

  it('while ids of ours stay readable, even one made of digits only', () => {
    const id = '12345678-1234-4123-8123-123456789012';
    expect(maskText(`turn of ${id} took 13800138000`)).toBe(`turn of ${id} took ***`);
  });
});

describe('What opens a door is not written', () => {
  it.each([
    ['https://qyapi.weixin.qq.com/cgi-bin/message/send?access_token=abcDEF_123-x&debug=1', 'abcDEF_123-x'],
    ['GET /cgi-bin/gettoken?corpid=ww1&corpsecret=hush-hush', 'hush-hush'],
    ['/callbacks/wecom-app?msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&nonce=17', '5c45ff5e'],
    ['/callbacks/wecom-app?timestamp=1&nonce=abc&echostr=P9nAzCzyDtyTWESHep1vC5X', 'P9nAzCzyDtyTWESHep1vC5X'],
    ['postgres://grid:pa55word@db:5432/grid', 'pa55word'],
    ['Authorization: Bearer abcdef123456', 'abcdef123456'],
    ['{"access_token":"tok-1234"}', 'tok-1234'],
  ])('in %s', (text, secret) => {
    expect(maskText(text)).not.toContain(secret);
  });

  it('nor a setting that is a secret, wherever it turns up', () => {
    const mask = createMask(['s3cr3t-of-the-app'], 'k');
    expect(mask.message('refused s3cr3t-of-the-app')).toBe('refused ***');
    expect(mask.fields({ code: 's3cr3t-of-the-app', platform: 'x-s3cr3t-of-the-app' })).toEqual({
      code: '***',
      platform: '***',
    });
  });
});

describe('An error of somebody else’s', () => {
  it('loses what it quotes, and everything that is Chinese', () => {
    expect(maskForeignText('Unexpected token \'张\', "张三家煤气漏了" is not valid JSON')).toBe(
      'Unexpected token "…", "…" is not valid JSON',
    );
    expect(maskForeignText('invalid input: 王奶奶 lives here')).toBe('invalid input: … lives here');
  });

  it('keeps the name of the constraint that refused a row', () => {
    const text = 'duplicate key value violates unique constraint "inbound_messages_channel_external_key_key"';
    expect(maskForeignText(text)).toBe(text);
  });

  it('that shows the arguments of a call shows none of them', () => {
    const error = new Error(
      [
        'Invalid `tx.caseText.create()` invocation in',
        '/srv/app.js:12:3',
        '  data: { summary: "路灯坏了", latitude: 35.427, place: \'锦河花苑\' }',
        'Argument `caseId` is missing.',
      ].join('\n'),
    );
    expect(maskError(error, []).reason).toBe('Invalid "…" invocation in … Argument "…" is missing.');
  });

  it('is read without the fields in which a database puts the row', () => {
    const error = Object.assign(new Error('value too long for type character varying(64)'), {
      code: '22001',
      detail: 'Failing row contains (1, 张三, 13800138000).',
      where: 'COPY people, line 1: "张三"',
    });
    const written = JSON.stringify(maskError(error, []));
    expect(written).toContain('22001');
    expect(written).not.toMatch(/张三|13800138000|Failing row/);
  });

  it('is followed to its cause, and shown with places in files only', () => {
    const cause = new Error('say "13800138000"');
    const written = maskError(new AppError('wecom-unreachable', 'retry', 'send: no answer', { cause }), []);
    expect(written).toMatchObject({
      type: 'AppError',
      code: 'wecom-unreachable',
      reason: 'send: no answer',
      cause: { type: 'Error', reason: 'say "…"' },
    });
    expect(written.at?.every((frame) => /:\d+:\d+$/.test(frame))).toBe(true);
    expect(written.at?.length).toBeGreaterThan(0);
  });

  it('keeps our own Chinese remedy, because we wrote it', () => {
    expect(
      maskError(new AppError('wecom-60020', 'tell-operator', '服务器地址 203.0.113.7 不在“企业可信IP”里'), [])
        .reason,
    ).toBe('服务器地址 203.0.113.7 不在“企业可信IP”里');
  });
});

describe('A line', () => {
  const lines: Record<string, unknown>[] = [];
  const facts: unknown[] = [];
  const log = createLog({
    level: 'trace',
    role: 'worker',
    secrets: ['secret-of-the-app'],
    destination: { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
    observer: { note: (fact) => void facts.push(fact) },
  });

  it('says when, how bad, which part of the product and which process', () => {
    log.warn({ code: 'wake-up-lost' }, 'not woken');
    expect(lines.at(-1)).toMatchObject({
      level: 'warn',
      role: 'worker',
      pid: process.pid,
      code: 'wake-up-lost',
      msg: 'not woken',
    });
    expect(Date.parse(String(lines.at(-1)?.time))).toBeGreaterThan(0);
    expect(facts.at(-1)).toEqual({ what: 'log-line', level: 'warn', code: 'wake-up-lost' });
  });

  it('has one of each: no field is declared that every line has already', () => {
    const everywhere = ['level', 'time', 'role', 'pid', 'host', 'msg'];
    expect(everywhere.filter((name) => name in fields)).toEqual([]);
  });

  it('leaves out a field that nobody has declared, and tells its name', () => {
    log.info({ code: 'x', text: '我家三楼', name: '张三', 李四: 1 }, 'm');
    const line = lines.at(-1);
    expect(JSON.stringify(line)).not.toMatch(/我家三楼|张三|李四/);
    expect(line?.unknownFields).toEqual(['text', 'name', '***']);
  });

  it('shows a person as a hash: the same for the same person, in capitals or not', () => {
    log.info({ userid: 'ZhangSan' }, 'm');
    const first = lines.at(-1)?.userid;
    log.info({ userid: 'zhangsan' }, 'm');
    expect(lines.at(-1)?.userid).toBe(first);
    expect(first).toMatch(/^~[0-9a-f]{10}$/);
    log.info({ userid: 'lisi' }, 'm');
    expect(lines.at(-1)?.userid).not.toBe(first);
  });

  it('takes no sentence for a code, and no object for a number', () => {
    log.info({ code: '锦河花苑 5号楼', attempts: { a: '张三' }, delivery: ['a-1', '请到三楼'] }, 'm');
    expect(lines.at(-1)).toMatchObject({ code: '***', attempts: '***', delivery: ['a-1', '***'] });
  });
});
