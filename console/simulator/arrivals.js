/** Counts what the bot sends to whom between two moments, for the summary after the clock was moved. */
export function createArrivals() {
  let counts = null;
  return {
    begin() {
      counts = new Map();
    },
    note(personId) {
      counts?.set(personId, (counts.get(personId) ?? 0) + 1);
    },
    /** [[person id, number of messages]], most first. */
    end() {
      const found = [...(counts ?? [])].sort(([, a], [, b]) => b - a);
      counts = null;
      return found;
    },
  };
}
