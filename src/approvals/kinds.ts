import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { Owed } from '../shared/effects.ts';
import type { Facts, StepRule } from './route/policy.ts';
import type { RequestDoc } from './store.ts';

/** A request in words. Texts of users are raw. */
export interface Description {
  /** others than approvers and HR see only that the person is away */
  private?: true;
  /** "Annual leave" */
  what: string;
  /** its name while pending: "Annual leave (change)" */
  asked?: string;
  /** "Mon 30 Nov – Tue 1 Dec" */
  when: string;
  /** "2 days" */
  amount: string;
  reason: string;
  /** the question of a form; raw */
  reasonLabel?: string;
  details?: Detail[];
  /** the name of who does the work meanwhile; raw */
  standIn?: string;
}

/** A further answer, raw; `links`: files instead of a text. */
export interface Detail {
  label: string;
  text: string;
  links?: { name: string; url?: string }[];
}

/** A fact by its name, raw. */
export interface FactName {
  fact: string;
  name: string;
}

/** A choice of a kind's form for conditions, with its values by id. Names are raw. */
export interface FactChoices {
  fact: string;
  name: string;
  options: { id: string; name: string }[];
}

/** Sentences, safe in mrkdwn. Warnings may be passed over. */
export interface ApprovalBlockers {
  refused: string[];
  warned: string[];
}

/** Approval puts a request in force, its cancellation ends that; nothing else does. */
export type ForceChange = 'in-force' | 'no-longer';

/** `at`: ms. */
export type Decided = Pick<RequestDoc, '_id' | 'team' | 'user' | 'kind' | 'form' | 'period'> & {
  by: string;
  for?: string;
  at: number;
};

/** Each feature provides its own at `requestKind`. */
export interface RequestKind {
  kind: string;
  title(w: Words): string;
  describe(form: Record<string, unknown>, w: Words): Description;
  /** approvers see who else is away */
  absence?: boolean;
  /** the date by which a decision is useful, such as the first day of leave */
  starts?(form: Record<string, unknown>): string | undefined;
  /** never over, such as a purchase: may be cancelled at any time */
  isNeverOver?(form: Record<string, unknown>): boolean;
  /** it names a birth, whose day may be entered later */
  namesBirth?(form: Record<string, unknown>): boolean;
  /** an approved one may be replaced by a new one */
  changes?: true;
  /** told, not decided: in force as soon as it is sent, and HR may revoke it with a reason */
  stands?(form: Record<string, unknown>): boolean;
  /** before each approval; in the approver's language */
  approvalBlockers?(request: RequestDoc, approver: Person): Promise<ApprovalBlockers>;
  /** approvers without a rule; absent: any one of HR and the administrators */
  steps?: readonly StepRule[];
  /** for conditions of routes */
  facts(form: Record<string, unknown>): Facts;
  /** facts with limits */
  numbers: readonly string[];
  /** further numbers under names of its own */
  ownNumbers?(w: Words): FactName[];
  choices?(w: Words): FactChoices[] | Promise<FactChoices[]>;
  /** Further effects of a decision, stored with it, delivered at least once. Pure. */
  owed?(request: Decided, change: ForceChange): Owed[];
  /** other messages that show the request, redrawn with every change. Pure. */
  shown?(request: Pick<RequestDoc, 'user' | 'form' | 'period'>): Owed[];
  /** outcome in other documents, for the history; safe in mrkdwn */
  outcomeNotes?(request: RequestDoc, w: Words): Promise<string[]>;
}

/** Kinds made at run time, such as administrators' forms. */
export interface KindFamily {
  /** also of a deleted one: sent requests are shown for ever */
  of(kind: string): RequestKind | undefined;
  all(): Promise<RequestKind[]>;
}

export interface Kinds {
  of(kind: string): RequestKind;
  all(): Promise<RequestKind[]>;
}
