import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTown, type Town } from '../support/town.js';
import { wednesday } from './reporting.js';

let town: Town;
beforeAll(async () => {
  town = await openTown({ startAt: wednesday });
});
afterAll(async () => {
  await town.close();
});

describe('我的网格员是谁', () => {
  test('asks where he lives, answers with the name, and remembers it', async () => {
    const resident = await town.newResident();
    await resident.says('我的网格员是谁');
    await resident.hears(/你住哪个小区或村/);
    await resident.says('锦河花苑3号楼');
    await resident.hears(/锦河花苑一网格的网格员是贺维民/);
    await resident.says('我的网格员是谁');
    await resident.hears(/贺维民/);
  });

  test('answers at once when the place is named with the question', async () => {
    const resident = await town.newResident();
    await resident.says('锦河花苑3号楼的网格员是谁');
    await resident.hears(/贺维民/);
  });

  test('asks which one when the name fits several grids', async () => {
    const resident = await town.newResident();
    await resident.says('锦河花苑的网格员是谁');
    await resident.hears(/有几处：锦河花苑一网格、锦河花苑二网格/);
    await resident.says('锦河花苑12号楼');
    await resident.hears(/锦河花苑二网格的网格员是胡传宝/);
  });

  test('gives names and no telephone number', async () => {
    const resident = await town.newResident();
    await resident.says('碧桐苑网格员电话多少');
    const heard = await resident.hears(/碧桐苑网格的网格员是/);
    expect(heard).not.toMatch(/\d{7,}/);
  });
});
