import { api } from './api.js';
import { createArrivals } from './arrivals.js';
import { createBell } from './bell.js';
import { createCaseList } from './case-list.js';
import { createCaseSteps } from './case-steps.js';
import { createClockBar } from './clock-bar.js';
import { createConnectionLine } from './connection-line.js';
import { directory } from './directory.js';
import { byId, el } from './element.js';
import { createGuide } from './guide.js';
import { icon } from './icons.js';
import { movedSummary } from './moved-summary.js';
import { createPaneRow } from './pane-row.js';
import { pickPerson } from './person-picker.js';
import { productClock } from './product-clock.js';
import { rememberedPanes } from './remembered-panes.js';
import { firstPanes } from './roles.js';
import { listen } from './stream.js';

const firstTryAgainMs = 2000;
const longestWaitMs = 15_000;

/** Cases that were there before this page: the guide speaks only of newer ones. */
let casesAtStart = Number.POSITIVE_INFINITY;

const connection = createConnectionLine();
const arrivals = createArrivals();
const steps = createCaseSteps({ onClose: () => cases.unchoose() });
const cases = createCaseList({
  onChoose: (found) => steps.show(found),
  onChange(found) {
    clockBar.offer();
    if (found.length > casesAtStart) guide.reach('officer');
    if (found.some((one) => one.supervised)) guide.reach('free');
  },
});
const panes = createPaneRow({
  choosePerson: pickPerson,
  onChange: () => bell.clear(panes.isOpen),
  onTapped: (person) => person.group === 'officer' && guide.reach('time'),
});
const bell = createBell(panes.add);
const guide = createGuide({
  sayOpening(text) {
    const pane = panes.first('resident');
    if (!pane) return pickPerson('先请一位居民', panes.add);
    panes.show(pane.person.id);
    pane.sayText(text);
  },
});
const clockBar = createClockBar({
  nextDue: cases.nextLimit,
  onStart: arrivals.begin,
  onMoved() {
    panes.retellTimes();
    cases.refreshSoon(() => {});
    if (cases.count() > casesAtStart) guide.reach('time');
    movedSummary(arrivals.end(), panes);
  },
});

function take(event) {
  if (event.type === 'message') {
    const { person, message } = event;
    if (message.kind === 'card-settled') return panes.settle(message.cardId, message.settled);
    if (message.from === 'bot') arrivals.note(person);
    if (message.kind === 'card' && directory.find(person)?.group === 'resident') guide.reach('confirm');
    if (!panes.receive(person, message) && message.from === 'bot') bell.add(person, message);
  } else if (event.type === 'clock') productClock.set(event.now);
  else if (event.type === 'case') cases.refreshSoon(() => {});
}

async function resume() {
  connection.back();
  await Promise.all([productClock.refresh(), panes.reload(), cases.refresh()]).catch(() => {});
  panes.retellTimes();
}

async function firstPeople(state) {
  await directory.reload();
  const before = rememberedPanes.read().map(directory.find).filter(Boolean);
  if (before.length > 0) return before;
  return firstPanes.map((group) => state.people.find((person) => person.group === group)).filter(Boolean);
}

async function start(wait = firstTryAgainMs) {
  try {
    const state = await api.state();
    byId('notice').textContent = state.notice;
    productClock.set(state.clock.now);
    directory.remember(state.people);
    const people = await firstPeople(state);
    await cases.refresh();
    casesAtStart = cases.count();
    panes.start(people);
  } catch {
    connection.lost(wait);
    setTimeout(() => start(Math.min(wait * 2, longestWaitMs)), wait);
    return;
  }
  listen({ onOpen: resume, onEvent: take, onLost: connection.lost });
}

byId('top-actions').append(
  el(
    'button',
    {
      type: 'button',
      class: 'add',
      data: { testid: 'add-pane' },
      on: { click: () => pickPerson('再看一个人', panes.add) },
    },
    icon('add'),
    '加一个人',
  ),
  bell.element,
);
start();
