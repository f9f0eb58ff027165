import { byId } from './element.js';

/** Says across the page that the product is away, and since when it is tried again. */
export function createConnectionLine() {
  const line = byId('connection');
  let tries = 0;
  return {
    lost(waitMs) {
      tries += 1;
      const seconds = Math.round(waitMs / 1000);
      line.textContent = `连不上网格哨，${seconds} 秒后再试（第 ${tries} 次）。如果它已经停了，在它的文件夹里运行 npm start。`;
      line.hidden = false;
    },
    back() {
      tries = 0;
      line.hidden = true;
    },
  };
}
