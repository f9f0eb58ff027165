import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigCopy } from '../support/config-copy.js';

let copy: ConfigCopy;
beforeEach(() => {
  copy = new ConfigCopy();
});
afterEach(() => copy.delete());

const shipped = '  - { userid: yunwei-1, name: 运维甲 }';

describe('The administrator', () => {
  it('of the demo is invented', () => {
    expect(copy.load().zone.administrators).toEqual([{ userid: 'yunwei-1', name: '运维甲' }]);
  });

  it('is missed: the operator is warned that nobody hears when the product is in trouble', () => {
    copy.replace('zone.yaml', `administrators:\n${shipped}`, 'administrators: []');
    expect(copy.load().warnings.join()).toMatch(/zone\.yaml（administrators）：没有写管理员/);
  });

  it('is not somebody who left', () => {
    copy.replace('zone.yaml', shipped, '  - { userid: HS-head, name: 河山主任 }');
    copy.replace(
      'departments.yaml',
      'userid: hs-head, name: 河山主任',
      'left: true, userid: hs-head, name: 河山主任',
    );
    expect(copy.refusal().message).toMatch(/zone\.yaml（administrators\[0\]\.userid）：hs-head 已离岗/);
  });

  it('is named once', () => {
    copy.replace('zone.yaml', shipped, `${shipped}\n  - { userid: YunWei-1, name: 运维甲 }`);
    expect(copy.refusal().message).toMatch(
      /zone\.yaml（administrators\[1\]\.userid）：yunwei-1 前面已经有了/,
    );
  });
});
