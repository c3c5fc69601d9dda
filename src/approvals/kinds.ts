import type { Words } from '../i18n/index.ts';
import type { Facts } from './route/policy.ts';

/** How a request of some kind is told in words; `zone` is the workplace's. Texts of users are raw. */
export interface Description {
  /** "Annual leave" */
  what: string;
  /** "Mon 30 Nov – Tue 1 Dec" */
  when: string;
  /** "2 days" */
  amount: string;
  reason: string;
}

/** What approvals needs to know of a kind of request. Each kind registers itself in the composition root. */
export interface RequestKind {
  kind: string;
  /** its name, as one chooses it */
  title(w: Words): string;
  describe(form: Record<string, unknown>, w: Words): Description;
  /** the date by which it must be decided to be of use, such as the first day of a leave */
  starts?(form: Record<string, unknown>): string;
  /** what conditions of routes may ask */
  facts(form: Record<string, unknown>): Facts;
  /** those of the facts that are numbers: routes may ask whether they are over a limit */
  numbers: readonly string[];
}

export class Kinds {
  readonly #kinds = new Map<string, RequestKind>();

  register(kind: RequestKind): void {
    this.#kinds.set(kind.kind, kind);
  }

  all(): RequestKind[] {
    return [...this.#kinds.values()];
  }

  of(kind: string): RequestKind {
    const found = this.#kinds.get(kind);
    if (!found) throw new Error(`no kind of request is called ${kind}`);
    return found;
  }
}
