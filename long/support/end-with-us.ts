/** Processes that must not outlive this one, and the signal that ends each at once. */
const ours = new Map<number, NodeJS.Signals>();
let watching = false;

/** Ends that process when this one ends, however it ends. Call the returned function when it ended by itself. */
export function endWithUs(pid: number | undefined, signal: NodeJS.Signals): () => void {
  if (pid === undefined) return () => undefined;
  ours.set(pid, signal);
  if (!watching) {
    watching = true;
    process.once('exit', endAll);
    for (const asked of ['SIGINT', 'SIGTERM'] as const) process.once(asked, () => process.exit(130));
  }
  return () => ours.delete(pid);
}

function endAll(): void {
  for (const [pid, signal] of ours) {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already.
    }
  }
}
