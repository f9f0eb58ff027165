import { Watchers } from './watchers.js';

export interface Member {
  userid: string;
  name: string;
  /** What the contact list says of the member beside the name, if anything. */
  title?: string;
}

/** Matching ignores case (path/90236, wecom.md 2.2). */
export function memberKey(userid: string): string {
  return userid.toLowerCase();
}

// 1 to 64 letters, digits, "-", "_", "." and "@" (path/90236, wecom.md 2.2).
const wellFormed = /^[A-Za-z0-9_.@-]{1,64}$/;

/** Who belongs to the corp and sees the app. */
export class Members {
  readonly watchers = new Watchers<[member: Member]>();
  readonly #known = new Map<string, Member>();
  readonly #outside = new Set<string>();
  #only: ReadonlySet<string> | undefined;

  /** Strict mode: only these userids exist. Undefined: every well-formed userid is a member. */
  restrictTo(userids: readonly string[] | undefined): void {
    this.#only = userids && new Set(userids.map(memberKey));
    for (const userid of userids ?? []) this.add(userid);
  }

  add(userid: string, name = userid, title?: string): Member {
    const member = { userid, name, ...(title !== undefined && { title }) };
    this.#known.set(memberKey(userid), member);
    this.watchers.tell(member);
    return member;
  }

  /** The member as first met, so that the spelling of a userid stays the same in every callback. */
  meet(userid: string): Member {
    return this.#known.get(memberKey(userid)) ?? this.add(userid);
  }

  /** The member left the app's visible range (event unsubscribe, path/90240, wecom.md 2.5). */
  leave(userid: string): void {
    this.#outside.add(memberKey(userid));
  }

  comeBack(userid: string): void {
    this.#outside.delete(memberKey(userid));
  }

  reaches(userid: string): boolean {
    const key = memberKey(userid);
    if (!wellFormed.test(userid) || this.#outside.has(key)) return false;
    return this.#only?.has(key) ?? true;
  }

  list(): Member[] {
    return [...this.#known.values()];
  }

  /** Everyone an "@all" reaches: of the members met so far, those who still see the app. */
  everyone(): string[] {
    return [...this.#known.values()].map((member) => member.userid).filter((userid) => this.reaches(userid));
  }
}
