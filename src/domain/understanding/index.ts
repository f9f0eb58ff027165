export {
  createUnderstanding,
  type PlaceFinder,
  type Understand,
  type UnderstandingParts,
} from './create-understanding.js';
export { displayCaseNumber, findCaseNumbers, formatCaseNumber, parseCaseNumber } from './numbers.js';
export type { Guess, Intent, UnderstandContext, Understanding } from './understanding.js';
