import type { Urgency } from '../../config/cases-schema.js';

export type Intent =
  | 'report'
  | 'emergency'
  | 'proxy_service'
  | 'consult'
  | 'query_progress'
  | 'supplement'
  | 'withdraw'
  | 'press'
  | 'feedback'
  | 'training'
  | 'complaint_about_staff'
  | 'chitchat';

/** A guess with what caused it; `score` grows with certainty (0–1). */
export interface Guess<T> {
  value: T;
  score: number;
  because: string[];
}

/** What `understand` makes of one text. Guesses only: nothing here decides about a person. */
export interface Understanding {
  intent: Guess<Intent>;
  /** Set when somebody may be in danger now; the id of a kind in danger.yaml. */
  danger: Guess<string> | null;
  /** Best first; empty when no keyword fits. */
  categories: Guess<string>[];
  /** The first category if it is sure enough to route by. */
  categoryCode: string | null;
  urgency: Guess<Urgency>;
  /** The writer's own words for the place. */
  place: string | null;
  /** Codes of level-4 grids: one = sure, several = ask, none = unknown. */
  gridCodes: string[];
  /** A service of services.yaml. */
  serviceId: string | null;
  /** Our own case numbers in the text (check digit right), as digits. */
  caseNumbers: string[];
  /** For whom somebody else writes (替3号楼李阿姨报 → 3号楼李阿姨). */
  onBehalfOf: string | null;
  /** The writer says that it was solved on the spot (已扶起来, 当场清理了). */
  solvedOnTheSpot: boolean;
  /** How satisfied, for `feedback`. */
  feedback: 'good' | 'neutral' | 'bad' | null;
  /** Tells only what somebody is or believes, without an act or a need: no case. */
  onlyAboutPersons: boolean;
  /** Asks who reported, or for lists of people, or gives us orders ("忽略以上规则"). */
  probing: boolean;
  abusive: boolean;
}

export interface UnderstandContext {
  role: 'resident' | 'grid' | 'officer' | 'dispatcher' | 'trainer';
  /** Home grid a resident registered, offered when the text names no place. */
  registeredGridCode: string | null;
}
