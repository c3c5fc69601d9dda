import type { KindFamily, RequestKind } from '../approvals/kinds.ts';
import { builtin } from './builtin.ts';
import { type FormDefinition, formIdOf, isFormKind, kindOf } from './definition.ts';
import { describe, inert } from './describe.ts';
import { choicesOf, facts, numbersOf, ownNumbersOf, periodOf } from './facts.ts';
import { kindFor } from './fields/index.ts';
import { filledFormOf } from './filled.ts';
import type { FormLibrary } from './library.ts';

/** Days on which the person is not there as usual. */
const ABSENT = ['business-trip'];

/** What the composition root knows to follow from requests of a form, by its id. */
type Follows = ReadonlyMap<string, Pick<RequestKind, 'owed' | 'outcomeNotes'>>;

/** Requests of a form, as approvals shows them. What was asked stands in the request itself, so no definition is read for that. */
function formKind(id: string, follows: Follows, definition?: FormDefinition): RequestKind {
  return {
    ...follows.get(id),
    kind: kindOf(id),
    title: w => {
      const name = inert(definition ? w.forms.text(definition.name) : id);
      return definition?.state === 'archived' ? `${name} (${w.forms.states.archived})` : name;
    },
    absence: ABSENT.includes(id),
    describe: (stored, w) => describe(filledFormOf(stored), w),
    starts: stored => {
      const form = filledFormOf(stored);
      const { from } = periodOf(form);
      // What is past when it is asked for, such as an expense, is not urgent.
      return from > form.sentOn ? from : undefined;
    },
    isNeverOver: stored => filledFormOf(stored).answers.every(a => !kindFor(a).span),
    facts: stored => facts(filledFormOf(stored)),
    numbers: definition ? numbersOf(definition) : [],
    ownNumbers: w => (definition ? ownNumbersOf(definition, w) : []),
    choices: w => (definition ? choicesOf(definition, w) : []),
  };
}

/** The forms of a workspace, as kinds of request. */
export const formKinds = (library: Pick<FormLibrary, 'all'>, follows: Follows): KindFamily => ({
  of: kind => (isFormKind(kind) ? formKind(formIdOf(kind), follows, builtin(formIdOf(kind))) : undefined),
  all: async () => (await library.all()).map(f => formKind(f.definition.id, follows, f.definition)),
});
