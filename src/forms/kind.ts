import type { KindFamily, RequestKind } from '../approvals/kinds.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { builtin } from './builtin.ts';
import { type FormDefinition, formIdOf, isFormKind, kindOf } from './definition.ts';
import { describe, inert } from './describe.ts';
import { choicesOf, facts, numbersOf, ownNumbersOf, periodOf } from './facts.ts';
import { kindFor } from './fields/index.ts';
import { filledFormOf } from './filled.ts';
import { allForms } from './library.ts';
import { formFollows } from './points.ts';

/** The person is not there as usual. */
const ABSENT = ['business-trip'];

function follows(ws: Workspace, id: string): Pick<RequestKind, 'owed' | 'shown' | 'outcomeNotes'> {
  const all = formFollows.of(ws).filter(f => f.form === id);
  return {
    owed: (request, change) => all.flatMap(f => f.owed?.(request, change) ?? []),
    shown: request => all.flatMap(f => f.shown?.(request) ?? []),
    outcomeNotes: async (request, w) =>
      (await Promise.all(all.map(async f => (await f.outcomeNotes?.(ws, request, w)) ?? []))).flat(),
  };
}

/** Answers are in the request itself, so no definition is read. */
function formKind(ws: Workspace, id: string, definition?: FormDefinition): RequestKind {
  return {
    ...follows(ws, id),
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
      // Past things, such as an expense, are not urgent.
      return from > form.sentOn ? from : undefined;
    },
    isNeverOver: stored => filledFormOf(stored).answers.every(a => !kindFor(a).span),
    facts: stored => facts(filledFormOf(stored)),
    numbers: definition ? numbersOf(definition) : [],
    ownNumbers: w => (definition ? ownNumbersOf(definition, w) : []),
    choices: w => (definition ? choicesOf(definition, w) : []),
  };
}

export const formKinds = (ws: Workspace): KindFamily => ({
  of: kind => (isFormKind(kind) ? formKind(ws, formIdOf(kind), builtin(formIdOf(kind))) : undefined),
  all: async () => (await allForms(ws)).map(f => formKind(ws, f.definition.id, f.definition)),
});
