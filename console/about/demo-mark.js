/** In demo mode every page says that its content is invented; in production this address does not exist. */
const answer = await fetch('/api/simulator/state').catch(() => null);
if (answer?.ok) {
  const mark = document.getElementById('demo');
  mark.textContent = (await answer.json()).notice;
  mark.hidden = false;
}
