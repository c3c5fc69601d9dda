import { scopeInput } from '../../blocks/inputs.ts';
import { type Scope, scopeOf } from '../people/scope.ts';
import { choiceOf, type FormState } from './form.ts';
import { usersOf } from './pickers.ts';

/** What `scopeInputs` drew. */
export const readScope = (state: FormState): Scope =>
  scopeOf(choiceOf(state, scopeInput.of), usersOf(state, scopeInput.people));
