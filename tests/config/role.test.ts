import { describe, expect, it } from 'vitest';
import { chooseRole } from '../../src/config/role.js';

describe('The role of a process', () => {
  it('is everything when nobody said otherwise', () => {
    expect(chooseRole([], 'all')).toBe('all');
  });

  it('is the one of the setting, and a word on the command line goes before it', () => {
    expect(chooseRole([], 'worker')).toBe('worker');
    expect(chooseRole(['web'], 'worker')).toBe('web');
  });

  it.each([[['wroker']], [['web', 'worker']], [['Web']]])(
    '%j is refused with the three words that are known',
    (words) => {
      expect(() => chooseRole(words, 'all')).toThrow(/npm start -- all[\s\S]*-- web[\s\S]*-- worker/);
    },
  );
});
