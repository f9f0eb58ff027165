import { actOnCase } from './act-on-case.js';
import { addDetails } from './add-details.js';
import { answerAlert } from './answer-alert.js';
import { answerQuestion } from './answer-question.js';
import { askQuestion } from './ask-question.js';
import { checkCase } from './check-case.js';
import { checkProgress } from './check-progress.js';
import { chooseCase } from './choose-case.js';
import { continueReport } from './continue-report.js';
import { decideExtension } from './decide-extension.js';
import { dispatchCase } from './dispatch-case.js';
import { duty } from './duty.js';
import { enterChat } from './enter-chat.js';
import { fallback } from './fallback.js';
import { help } from './help.js';
import { myGridWorker } from './my-grid-worker.js';
import { officerPictures } from './officer-pictures.js';
import { pressCase } from './press-case.js';
import { quickReport } from './quick-report.js';
import { rateCase } from './rate-case.js';
import { refuse } from './refuse.js';
import { reportCase } from './report-case.js';
import { continueDanger, reportDanger } from './report-danger.js';
import { requestService } from './request-service.js';
import { settledCard } from './settled-card.js';
import { smallTalk } from './small-talk.js';
import { superviseCase } from './supervise-case.js';
import type { Handler } from './turn.js';
import { withdrawCase } from './withdraw-case.js';

/**
 * Everything a person can do, in the order in which it is tried; the first that takes the message ends the
 * search. Danger stands before all that waits for an answer; the last one takes whatever is left.
 */
export const handlers: readonly Handler[] = [
  settledCard,
  enterChat,
  reportDanger,
  continueDanger,
  chooseCase,
  answerAlert,
  checkCase,
  decideExtension,
  help,
  duty,
  superviseCase,
  dispatchCase,
  actOnCase,
  refuse,
  myGridWorker,
  withdrawCase,
  rateCase,
  checkProgress,
  pressCase,
  askQuestion,
  continueReport,
  answerQuestion,
  officerPictures,
  addDetails,
  smallTalk,
  quickReport,
  requestService,
  reportCase,
  fallback,
];
