import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Owed } from '../shared/effects.ts';
import type { Facts, StepRule } from './route/policy.ts';
import type { RequestDoc } from './store.ts';

/** How a request of some kind is told in words; `zone` is the workplace's. Texts of users are raw. */
export interface Description {
  /** whoever neither decides nor is HR is told only that the person is away */
  private?: true;
  /** "Annual leave" */
  what: string;
  /** how it is called while it is asked for, where that is another name: "Annual leave (change)" */
  asked?: string;
  /** "Mon 30 Nov – Tue 1 Dec" */
  when: string;
  /** "2 days" */
  amount: string;
  reason: string;
  /** what the reason was asked as, where a form calls it otherwise; raw */
  reasonLabel?: string;
  /** whatever else was asked and answered */
  details?: Detail[];
}

/** One more answer, raw; `links`: files instead of a text. */
export interface Detail {
  label: string;
  text: string;
  links?: { name: string; url?: string }[];
}

/** A fact by its name, raw, as people chose it. */
export interface FactName {
  fact: string;
  name: string;
}

/** A choice that a kind's form asks for, as a route's condition names it: the fact, and its values by id. Names are raw. */
export interface FactChoices {
  fact: string;
  name: string;
  options: { id: string; name: string }[];
}

/** What stands against an approval at the moment: sentences, safe in mrkdwn. What is only `warned` of may be passed over. */
export interface ApprovalBlockers {
  refused: string[];
  warned: string[];
}

/** A request comes into force when it is approved, and is no longer in force when that is cancelled; nothing else changes it. */
export type ForceChange = 'in-force' | 'no-longer';

/** A request whose force has changed, and by whose decision; `at`: ms. */
export type Decided = Pick<RequestDoc, '_id' | 'team' | 'user' | 'kind' | 'form' | 'period'> & {
  by: string;
  /** decided as the delegate of this person */
  for?: string;
  at: number;
};

/** What approvals needs to know of a kind of request. Each feature provides its own at `requestKind`. */
export interface RequestKind {
  kind: string;
  /** its name, as one chooses it */
  title(w: Words): string;
  describe(form: Record<string, unknown>, w: Words): Description;
  /** the person is away then: who else is away matters to those who decide */
  absence?: boolean;
  /** the date by which it must be decided to be of use, such as the first day of a leave */
  starts?(form: Record<string, unknown>): string | undefined;
  /** there is no day on which it is over, such as of a purchase: it may be cancelled at any time */
  isNeverOver?(form: Record<string, unknown>): boolean;
  /** an approved one may be changed, by a new one that takes its place */
  changes?: true;
  /** asked before each approval of a request; in the language of the approver */
  approvalBlockers?(request: RequestDoc, approver: Person): Promise<ApprovalBlockers>;
  /** who decides where no rule fits; absent: any one of HR and the administrators */
  steps?: readonly StepRule[];
  /** what conditions of routes may ask */
  facts(form: Record<string, unknown>): Facts;
  /** those of the facts that are numbers: routes may ask whether they are over a limit */
  numbers: readonly string[];
  /** others that are numbers, under names of its own */
  ownNumbers?(w: Words): FactName[];
  /** those that are choices, with what may be chosen */
  choices?(w: Words): FactChoices[] | Promise<FactChoices[]>;
  /**
   * What else follows from the decision, in other documents: stored in the same write as it, and delivered at least once by effect handlers
   * of the kind's own feature. Pure.
   */
  owed?(request: Decided, change: ForceChange): Owed[];
  /** messages of others that say how the request stands: drawn again with every change of it. Pure. */
  shown?(request: Pick<RequestDoc, 'user' | 'form' | 'period'>): Owed[];
  /** what came of a request in other documents, as sentences safe in mrkdwn, for whoever looks at its history */
  outcomeNotes?(request: RequestDoc, w: Words): Promise<string[]>;
}

/** Kinds that are made while Daybook runs, such as forms of administrators. */
export interface KindFamily {
  /** a kind that it may once have made: what was sent is shown for ever */
  of(kind: string): RequestKind | undefined;
  all(): Promise<RequestKind[]>;
}

/** All kinds of request, by name. */
export interface Kinds {
  of(kind: string): RequestKind;
  all(): Promise<RequestKind[]>;
}
