import { adminAction } from '../../blocks/administration-ids.ts';
import { button, literal } from '../../blocks/kit.ts';
import { factLines } from '../../blocks/people.ts';
import { changeLine, type FactsChangeModel, personPart } from '../../blocks/person.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { PersonSection } from '../workspace/person.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { changesOf, personModel } from './present.ts';

const CHANGES_SHOWN = 3;

export const factsSection: PersonSection = {
  order: 10,
  right: 'see-person',
  draw: async (ws, { person, w, subject, may }) => {
    const d = await ws.rights.directory();
    const model = personModel(subject, [], d, person.user, w, person.zone);
    const known = model.known.map(k => literal(k, 80)).join(' · ');
    const edit = may('change-person') && button(adminAction.editPerson, w.person.edit, { value: subject.user });
    return [personPart(w.person.facts, [...(known === '' ? [] : [known]), factLines(model, w)], edit || undefined)];
  },
};

/** The latest first. */
export async function factsChanges(
  ws: Workspace,
  { person, w }: Viewing,
  user: string,
): Promise<{ name: string; changes: FactsChangeModel[] }> {
  const [entries, d] = await Promise.all([ws.rights.history(user), ws.rights.directory()]);
  return { name: d.people.get(user)?.name ?? user, changes: changesOf(entries, d, w, person.zone) };
}

export const changesSection: PersonSection = {
  order: 90,
  right: 'see-person',
  draw: async (ws, { person, w, subject }) => {
    const { changes } = await factsChanges(ws, { person, w }, subject.user);
    if (changes.length === 0) return [];
    const more =
      changes.length > CHANGES_SHOWN
        ? button(adminAction.openFactsHistory, w.person.allHistory, { value: subject.user })
        : undefined;
    return [personPart(w.person.historyTitle, [], more), ...changes.slice(0, CHANGES_SHOWN).map(c => changeLine(c, w))];
  },
};
