import type { Handler, Turn } from './turn.js';

/** 我的网格员是谁: for a place named now, the registered one, or one asked for. */
export const myGridWorker: Handler = {
  name: 'my-grid-worker',
  async handle(turn) {
    if (turn.tap) return false;
    const asked = /网格员(是谁|叫什么|电话|怎么联系|在哪)|谁是.{0,6}网格员|找.{0,4}网格员$/.test(turn.text);
    const register = /^(我住(?:在)?|登记(?:住址|地址)?|我家(?:是|在|住))(.{2,30})$/.exec(turn.text.trim());
    const answering = turn.dialog.awaiting?.kind === 'home-grid';
    if (!asked && !register && !answering) return false;
    if (register && turn.understanding().categories.length > 0) return false;
    const codes =
      turn.message.kind === 'location'
        ? [turn.grids.gridAt(turn.message.longitude, turn.message.latitude)].filter((c) => c !== null)
        : turn.placesIn(turn.text);
    if (answering) turn.dialog = { ...turn.dialog, awaiting: null };
    const code = codes[0] ?? (asked ? turn.person.registeredGridCode : null);
    if (codes.length > 1) {
      turn.dialog = { ...turn.dialog, awaiting: { kind: 'home-grid' } };
      turn.say('grid.which', {
        names: codes
          .slice(0, 6)
          .map((c) => turn.grids.find(c)?.name ?? c)
          .join('、'),
      });
      return true;
    }
    if (!code) {
      if (answering && !asked) return false;
      turn.dialog = { ...turn.dialog, awaiting: { kind: 'home-grid' } };
      turn.say('grid.where-do-you-live');
      return true;
    }
    if (codes.length === 1 && (register || answering)) await turn.people.registerGrid(code);
    await sayWorker(turn, code);
    return true;
  },
};

async function sayWorker(turn: Turn, code: string): Promise<void> {
  const workers = await turn.people.gridWorkers(code);
  const names = workers.map((w) => w.name).filter((n) => n !== null);
  const grid = turn.grids.find(code)?.name ?? code;
  if (names.length === 0) turn.say('grid.nobody', { grid });
  else turn.say('grid.worker', { grid, names: names.join('、') });
}
