import { z } from 'zod';
import { adminAction, adminCallback } from '../../blocks/administration-ids.ts';
import { FACTS_HISTORY_PAGE, factsHistoryModal, personWindow } from '../../blocks/person.ts';
import { may } from '../people/may.ts';
import { isActive } from '../people/rules.ts';
import { paged } from '../shared/portions.ts';
import { type ListModal, onList, queryAfter, type Viewing } from '../slack/list-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { type AboutPerson, onPerson, type PersonQuery, type PersonSection, personQuery } from '../workspace/person.ts';
import type { Right, Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type FromWindow, readPeopleQuery } from './form.ts';
import { changesSection, factsChanges, factsSection } from './person-facts.ts';

const OWN: readonly PersonSection[] = [factsSection, changesSection];

/** One window a person: its parts come from every feature at `onPerson`, each by its right. */
export const windowOf: ListModal<Workspace, PersonQuery> = {
  schema: personQuery,
  pages: adminAction.personPages,
  draw: async (ws, { person, w }, query) => {
    const [d, some] = await Promise.all([ws.rights.listing(), ws.rights.some([query.user])]);
    const subject = found(some.get(query.user));
    const about: AboutPerson = {
      ...{ person, w, subject, query },
      may: action => may(d.actor(person.user), action, d.subject(subject.user)) === 'yes',
    };
    const parts = [...OWN, ...onPerson.of(ws)].filter(p => about.may(p.right)).sort((a, b) => a.order - b.order);
    const sections = await Promise.all(parts.flatMap(p => ('draw' in p ? [p.draw(ws, about)] : [])));
    const actions = parts.flatMap(p =>
      'action' in p && (p.shown?.(ws, about) ?? true)
        ? [{ action: p.action, label: p.label(w), value: p.value?.(ws, subject) ?? subject.user }]
        : [],
    );
    const { name } = subject;
    return personWindow({ name, gone: !isActive(subject), actions, sections, metadata: JSON.stringify(query) }, w);
  },
};

/** Beside somebody in a list, or picked from all of the workspace; nobody picked opens nothing. */
async function openWindow(ws: Workspace, press: Press): Promise<void> {
  if (press.value === '') return;
  const list = readPeopleQuery(press.view?.metadata ?? '');
  const beneath = list && press.view ? { list: { view: press.view.id, query: list } } : {};
  await press.open(await windowOf.draw(ws, press, { user: press.value, page: 1, ...beneath }));
}

/** For the metadata of a form that a press in the window opens; undefined: it stands elsewhere. */
export function windowIn({ view }: Pick<Press, 'view'>): FromWindow | undefined {
  if (view?.callbackId !== adminCallback.personWindow) return undefined;
  const query = readMetadata(personQuery, view.metadata);
  return query && { view: view.id, query };
}

/** After a form was stored: onto the redrawn window, which takes the form's place where that had taken the window's. */
export async function backToWindow(
  ws: Workspace,
  s: Viewing & Pick<Submission, 'viewId' | 'later'>,
  from: FromWindow | undefined,
): Promise<ModalAnswer> {
  if (from?.view === s.viewId) return { update: await windowOf.draw(ws, s, from.query) };
  if (from) s.later(() => redrawModal(ws.slack.interactive, from.view, () => windowOf.draw(ws, s, from.query)));
  return { close: true };
}

const historyQuery = z.object({ user: z.string(), page: z.int().min(1) });
const history: ListModal<Workspace, z.infer<typeof historyQuery>> = {
  schema: historyQuery,
  pages: adminAction.factsHistoryPages,
  draw: async (ws, viewing, query) => {
    const { name, changes } = await factsChanges(ws, viewing, query.user);
    const { count: _, ...page } = paged(changes, query.page, FACTS_HISTORY_PAGE);
    return factsHistoryModal({ name, ...page, metadata: JSON.stringify({ ...query, page: page.page }) }, viewing.w);
  },
};

export function personWindowRoutes(r: Routes): void {
  const sees = (whom: (press: Press) => string | undefined): Right<Press> => ({ may: 'see-person', whom });
  // Nobody picked: nothing to refuse.
  const pressed = sees(({ value, person }) => value || person.user);
  for (const id of [adminAction.openPerson, adminAction.pickPerson]) r.open(id, pressed, openWindow);
  const shown = sees(press => queryAfter(windowOf, press)?.user ?? press.person.user);
  onList(windowOf, (id, turn) => r.open(id, shown, turn));
  r.open(adminAction.openFactsHistory, pressed, async (ws, press) =>
    press.open(await history.draw(ws, press, { user: press.value || press.person.user, page: 1 })),
  );
  const ofHistory = sees(press => queryAfter(history, press)?.user ?? press.person.user);
  onList(history, (id, turn) => r.open(id, ofHistory, turn));
}
