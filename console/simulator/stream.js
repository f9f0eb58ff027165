const firstWaitMs = 1000;
const longestWaitMs = 15_000;

/**
 * Listens to everything that happens. The browser's own reconnecting gives up after some answers and never
 * says how long it waits, so a broken stream is closed and opened again here, each time after twice the wait.
 * `onOpen` is called after every (re)connection: what happened in between has to be asked for.
 */
export function listen({ onOpen, onEvent, onLost }) {
  let waitMs = firstWaitMs;

  function connect() {
    const source = new EventSource('/api/simulator/stream');
    source.addEventListener('open', () => {
      waitMs = firstWaitMs;
      onOpen();
    });
    source.addEventListener('message', (event) => onEvent(JSON.parse(event.data)));
    source.addEventListener('error', () => {
      source.close();
      onLost(waitMs);
      setTimeout(connect, waitMs);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    });
  }

  connect();
}
