import type { Inboxes, InboxItem } from './inboxes.js';

/** Resolves with the first item, old or new, that satisfies the predicate; rejects after `timeoutMs` of real time. */
export function waitForItem(
  inboxes: Inboxes,
  userid: string,
  predicate: (item: InboxItem) => boolean,
  timeoutMs: number,
  closing: AbortSignal,
): Promise<InboxItem> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      unwatch();
      closing.removeEventListener('abort', onClosing);
    };
    const found = (item: InboxItem) => {
      stop();
      resolve(structuredClone(item));
    };
    const onClosing = () => {
      stop();
      reject(new Error('the simulator was closed'));
    };
    const timer = setTimeout(() => {
      stop();
      const seen = JSON.stringify(inboxes.newest(userid, 20), null, 1);
      reject(new Error(`${userid} did not receive it within ${timeoutMs} ms; received last: ${seen}`));
    }, timeoutMs);
    const unwatch = inboxes.watch(userid, (item) => {
      if (predicate(item)) found(item);
    });
    closing.addEventListener('abort', onClosing);
    const earlier = inboxes.find(userid, predicate);
    if (earlier) found(earlier);
  });
}
