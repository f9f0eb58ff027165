const lookEveryMs = 500;

/**
 * npm hands SIGTERM to the shell it puts before a script, and that shell ends without a word to what runs in it. A script
 * that npm started and that finds its parent gone therefore ends as if it had been told itself. (`exec` in package.json
 * would do the same, but not on Windows.)
 */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  looking.unref();
}
