/** Progress for the person who waits. */
export function say(line) {
  console.log(`[准备] ${line}`);
}

/** A step failed for a reason the person can do something about. */
export class PrepareError extends Error {}
