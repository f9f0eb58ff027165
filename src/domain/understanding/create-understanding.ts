import type { CategoriesConfig, ServiceEntry } from '../../config/cases-schema.js';
import type { DangerConfig, IntentsConfig } from '../../config/words-schema.js';
import { createPersonsReader } from './about-persons.js';
import { createCategoryReader } from './category.js';
import { createDangerReader } from './danger.js';
import { createFeedbackReader } from './feedback.js';
import { createIntentReader } from './intent.js';
import { normalise } from './normalise.js';
import { findCaseNumbers } from './numbers.js';
import { findOnBehalfOf } from './on-behalf.js';
import { saysSolvedOnTheSpot } from './on-the-spot.js';
import { compilePhrases } from './phrases.js';
import { createServiceReader } from './service.js';
import type { Guess, UnderstandContext, Understanding } from './understanding.js';
import { createUrgencyReader } from './urgency.js';

/** What understanding needs of the grid tree. */
export interface PlaceFinder {
  /** `because` begins with the name that was found, as it is kept (folded). */
  matchPlaces(text: string): { place: string | null; gridCodes: string[]; because: string[] };
}

export interface UnderstandingParts {
  grids: PlaceFinder;
  categories: CategoriesConfig;
  services: readonly ServiceEntry[];
  danger: DangerConfig;
  intents: IntentsConfig;
}

export type Understand = (text: string, context: UnderstandContext) => Understanding;

/** 误报: the alarm itself is taken back, whatever else stands in the message. */
const alarmTakenBack = /误报|虚惊一场|搞错了|弄错了|看错了|闹了个乌龙/;

/** Builds the one function that reads a message. By keywords; a model would replace only its inside. */
export function createUnderstanding(parts: UnderstandingParts): Understand {
  const readDanger = createDangerReader(parts.danger);
  const readCategories = createCategoryReader(parts.categories);
  const readService = createServiceReader(parts.services);
  const readFeedback = createFeedbackReader(parts.intents);
  const readIntent = createIntentReader(parts.intents);
  const readUrgency = createUrgencyReader(parts.categories);
  const isOnlyAboutPersons = createPersonsReader(parts.intents, readCategories);
  const probing = compilePhrases(parts.intents.probing, 12);
  const abuse = compilePhrases(parts.intents.abuse, 12);
  const withdraw = compilePhrases(parts.intents.withdraw, 12);
  const categoryOfDanger = new Map(parts.danger.kinds.map((k) => [k.id, k.category]));

  return (raw, { role, registeredGridCode }) => {
    const text = normalise(raw);
    const takenBack = alarmTakenBack.test(text) && withdraw.find(text) !== null;
    const danger = takenBack ? null : readDanger(text);
    const { place, gridCodes, because } = parts.grids.matchPlaces(raw);
    // 创业大道 is a road and no wish to found a business.
    const reading = readCategories(because[0] ? text.replaceAll(because[0], '，') : text);
    const service = readService(text);
    const feedback = readFeedback(text);
    const solvedOnTheSpot = saysSolvedOnTheSpot(text);

    const intent: Guess<Understanding['intent']['value']> = danger
      ? { value: 'emergency', score: danger.score, because: danger.because }
      : readIntent(text, {
          role,
          feedback,
          categoryWords: reading.guesses[0]?.because ?? [],
          categoryScore: reading.guesses[0]?.score ?? 0,
          serviceNamed: service !== null,
          solvedOnTheSpot,
        });

    const wished =
      service && (intent.value === 'proxy_service' || intent.value === 'consult') ? service.category : null;
    const given = (danger ? categoryOfDanger.get(danger.value) : null) ?? wished;
    const categories = putFirst(reading.guesses, given, danger?.because ?? [service?.name ?? '']);
    const categoryCode = given ?? reading.sure;

    return {
      intent,
      danger,
      categories,
      categoryCode,
      urgency: readUrgency(text, danger, intent.value, categories[0]?.value ?? null),
      place,
      gridCodes: homeFirst(gridCodes, registeredGridCode),
      serviceId: service?.id ?? null,
      caseNumbers: findCaseNumbers(raw),
      onBehalfOf: findOnBehalfOf(text),
      solvedOnTheSpot,
      feedback: feedback?.value ?? null,
      onlyAboutPersons: !danger && isOnlyAboutPersons(text),
      probing: probing.find(text) !== null,
      abusive: abuse.find(text) !== null,
    };
  };
}

function putFirst(
  guesses: Guess<string>[],
  code: string | null | undefined,
  because: string[],
): Guess<string>[] {
  if (!code) return guesses;
  return [{ value: code, score: 0.9, because }, ...guesses.filter((g) => g.value !== code)];
}

/** Several grids are asked about; the one where the writer lives is the likeliest answer. */
function homeFirst(codes: string[], home: string | null): string[] {
  return home !== null && codes.includes(home) ? [home, ...codes.filter((c) => c !== home)] : codes;
}
