import type { DeadlineKind, Urgency } from '../config/cases-schema.js';
import type { Config } from '../config.js';
import type { WorkCalendar } from '../domain/calendar/index.js';
import type { Case, CaseKind, QueueReason } from '../domain/cases/case.js';
import type { Command } from '../domain/cases/command.js';
import type { Dialog } from '../domain/conversations/dialog.js';
import type { ChannelName, InboundContent } from '../domain/conversations/message.js';
import type { GridTree } from '../domain/grid/index.js';
import type { Action, Actor, Post } from '../domain/permission/may.js';
import type { Understanding } from '../domain/understanding/understanding.js';

/** What fills the `{…}` of a reply. */
export type ReplyValues = Record<string, string | number>;

export interface TurnPerson {
  id: string;
  name: string | null;
  status: 'active' | 'left' | 'erased';
  greeted: boolean;
  registeredGridCode: string | null;
  posts: readonly Post[];
}

/** A card in the words of a handler; its id, its demo mark and its row are made where it is sent. */
export interface CardDraft {
  purpose: string;
  caseId: string | null;
  title: string;
  rows: { label: string; value: string }[];
  text?: string;
  buttons: { key: string; text: string; style?: 'primary' | 'default' | 'danger' }[];
}

/** A tap on a card of ours, or the number of a choice typed instead. */
export interface Tap {
  cardId: string;
  /** `unknown`: no such card is remembered, as after a restore from a backup that is older than the card. */
  purpose: string;
  caseId: string | null;
  buttonKey: string;
  /** What settled the card already, if anything did. */
  settledBy: string | null;
  /** False: the card was sent to somebody else. */
  own: boolean;
}

export interface CaseView {
  case: Case;
  summary: string;
  place: string | null;
  onBehalfOf: string | null;
  title: string;
  deadlines: { kind: DeadlineKind; dueAt: Date; provisional: boolean }[];
}

export interface NewCase {
  kind: CaseKind;
  categoryCode: string | null;
  gridCode: string | null;
  urgency: Urgency;
  anonymous: boolean;
  summary: string;
  place: string | null;
  latitude: number | null;
  longitude: number | null;
  onBehalfOf: string | null;
  mediaIds: readonly string[];
  /** Found and solved by the grid worker himself: one step to closed. */
  handledOnTheSpot: boolean;
  /** Danger: the kind of danger.yaml that was recognised. */
  dangerId: string | null;
  /** Only for what goes to the dispatcher whatever its category. */
  queueReason?: QueueReason;
}

export interface NewNote {
  kind: 'addition' | 'question' | 'answer' | 'contact' | 'reason' | 'result' | 'rating';
  text: string | null;
  mediaIds?: readonly string[];
  /** The reporter may read it. */
  shared: boolean;
}

/** A command without its note's id; the note is stored with it. */
export type CommandWithNote = Command extends infer C
  ? C extends { noteId: unknown }
    ? Omit<C, 'noteId'>
    : C
  : never;

/** Cases, seen through the eyes of the person who writes: what he may not see does not exist for him. */
export interface CaseDesk {
  /** Reported or filed by him, newest first. */
  mine(): Promise<CaseView[]>;
  /** Open cases he answers for, oldest first. */
  duties(): Promise<CaseView[]>;
  unitCases(unitCode: string): Promise<CaseView[]>;
  queue(): Promise<CaseView[]>;
  byNumber(number: string): Promise<CaseView | null>;
  byId(id: string): Promise<CaseView | null>;
  /** Cases of his on which an officer's question is still open. */
  openQuestions(): Promise<string[]>;
  /** The date an officer asked for last, if anybody asked for more time. */
  requestedUntil(caseId: string): Promise<Date | null>;
  notes(caseId: string): Promise<readonly { kind: string; text: string | null; shared: boolean; at: Date }[]>;
  may(action: Action, c: Case): Promise<boolean>;
  file(draft: NewCase): Promise<CaseView>;
  /**
   * Gives a command. Throws `not-allowed` if he may not, `case-state` if the state does not allow it (both
   * tell-user). Everybody else concerned is told by the desk; the person himself by the handler.
   */
  act(caseId: string, command: CommandWithNote, note?: NewNote): Promise<CaseView>;
  changeTexts(caseId: string, change: { place?: string; summary?: string }): Promise<void>;
  /** The officer of a unit who should get the next case, or null when the unit has nobody. */
  pickAssignee(unitCode: string, urgency: Urgency): Promise<{ personId: string; name: string } | null>;
}

export interface PeopleDesk {
  gridWorkers(gridCode: string): Promise<{ id: string; name: string | null }[]>;
  /** Now, or at another instant; empty for somebody who may not know. */
  onDuty(
    unitCode: string,
    at?: Date,
  ): Promise<{ personId: string; name: string | null; fallback: boolean }[]>;
  /** Throws `not-allowed` for somebody who holds no post in the unit. */
  takeShift(unitCode: string, from: Date, to: Date): Promise<void>;
  registerGrid(gridCode: string): Promise<void>;
  nameOf(personId: string): Promise<string | null>;
}

/** One message and all that a handler may know and do about it. Nothing leaves before the turn commits. */
export interface Turn {
  readonly now: Date;
  readonly config: Config;
  readonly calendar: WorkCalendar;
  readonly grids: GridTree;
  readonly channel: ChannelName;
  readonly person: TurnPerson;
  readonly actor: Actor;
  readonly message: InboundContent;
  /** The words of the message, "" when it has none. */
  readonly text: string;
  /** Reads these words (kept from before 你说的是哪一件 was asked) as said of the case chosen now, without the tap. */
  reread(text: string, chosenCaseId: string): void;
  /** The case that the person has just picked for these words; it goes before every guess. */
  readonly chosenCaseId: string | null;
  /** Pictures and sounds of the message, in our own store. */
  readonly mediaIds: readonly string[];
  readonly tap: Tap | null;
  /** The conversation now turns about this case. */
  focus(caseId: string): void;
  readonly cases: CaseDesk;
  readonly people: PeopleDesk;
  dialog: Dialog;
  /** Made once, when first asked for. */
  understanding(): Understanding;
  /** Categories with units that a dispatcher may be offered for a case, best first; `label` fits a button. */
  candidates(view: CaseView): { categoryCode: string; unitCode: string; label: string }[];
  /** Codes of the grids that the words name. */
  placesIn(text: string): string[];
  /** The steps of a case, one line each, as this person may see them. */
  history(caseId: string): Promise<string[]>;
  /** The case of the newest alert that this person holds and nobody has answered. */
  openAlert(): Promise<string | null>;
  /** When an event of this type last happened to a case. */
  lastEvent(caseId: string, type: string): Promise<Date | null>;
  say(key: string, values?: ReplyValues): void;
  show(card: CardDraft): void;
  sendImage(mediaId: string): void;
  /** A tapped card has done its duty: grey it and show `key`. */
  settleTapped(key: string, values?: ReplyValues): Promise<void>;
}

/** One thing a person can do. The first handler whose `handle` answers true has taken the message. */
export interface Handler {
  name: string;
  handle(turn: Turn): Promise<boolean>;
}
