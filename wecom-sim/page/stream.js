const firstWaitMs = 500;
const longestWaitMs = 10_000;

/** Listens to everything that happens; `onOpen` also runs after every reconnection, to ask for what was missed. */
export function listen({ onOpen, onEvent, onLost }) {
  let waitMs = firstWaitMs;
  function connect() {
    const source = new EventSource('/sim/events');
    source.addEventListener('open', () => {
      waitMs = firstWaitMs;
      onOpen();
    });
    source.addEventListener('message', (message) => onEvent(JSON.parse(message.data)));
    source.addEventListener('error', () => {
      // Reopened by hand, because the browser gives up after some kinds of answer.
      source.close();
      onLost();
      setTimeout(connect, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  }
  connect();
}
