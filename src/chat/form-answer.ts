import { openFormButton, otherPersonMessage, understoodMessage, unreadableMessage } from '../../blocks/chat.ts';
import { cut, literal, type Message } from '../../blocks/kit.ts';
import { choosePersonMessage } from '../../blocks/person.ts';
import { ownedValue, prefillValue } from '../absence/prefill.ts';
import { previewLeave } from '../leave/actions.ts';
import { problemText } from '../leave/present.ts';
import { halfOf } from '../leave-record/form.ts';
import { countLeave, type LeaveProblem, shownCount } from '../leave-record/rules.ts';
import { may } from '../people/may.ts';
import type { Person } from '../people/rules.ts';
import { findPeople } from '../people/search.ts';
import { defined } from '../shared/defined.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FormReading } from './form.ts';
import { choiceOf, SHOWN } from './who.ts';

const PROBLEMS_SHOWN = 5;

export interface FormAnswer {
  message: Message;
  /** of somebody else's leave: only for whoever asked */
  alone: boolean;
}

/** `standIn`: the user; `unclear`: their name as it is written, which means nobody or several. */
type Written = Extract<FormReading, { ok: true }> & { unclear?: string };

function withStandIn({ standIn, ...written }: Written, colleagues: readonly Person[]): Written {
  if (standIn === undefined) return written;
  const [only, second] = findPeople([...colleagues], standIn.replace(/^@/, ''));
  return only && !second ? { ...written, standIn: only.user } : { ...written, unclear: standIn };
}

/** Validated like the form. */
export async function formAnswer(ws: Workspace, viewing: Viewing, reading: FormReading): Promise<FormAnswer> {
  const { person, w } = viewing;
  if (!reading.ok) return { message: unreadableMessage(reading, w, ownedValue(person.user)), alone: false };
  const plain = isPlainlyOwn(reading.who, person) && reading.standIn === undefined;
  const colleagues = plain ? [] : await ws.people.active();
  const written = withStandIn(reading, colleagues);
  if (!isOwn(reading.who, person, colleagues)) return forAnother(ws, viewing, written, colleagues);
  return { message: await understood(ws, viewing, written, person), alone: false };
}

async function understood(
  ws: Workspace,
  { person: viewer, w }: Viewing,
  { type, from, to, reason, standIn, unclear }: Written,
  person: Person,
): Promise<Message> {
  const whose = person.user === viewer.user ? undefined : person.user;
  const part = halfOf(type)?.slice(0, 2);
  const filled = { type: part ? 'half' : type, from, to, reason, ...defined({ part, standIn }) };
  const preview = await previewLeave(ws, person.user, filled, defined({ whose }), whose && viewer.user);
  const texts = (problems: readonly LeaveProblem[]): string[] =>
    problems.slice(0, PROBLEMS_SHOWN).map(p => literal(problemText(p, w), 500));
  return understoodMessage(
    {
      ...(whose ? { who: person.name } : {}),
      type: w.leaveType(preview.type && !part ? w.forms.text(preview.type.name) : type),
      when: w.rangeWithYear(from, to),
      ...(preview.form
        ? { amount: w.leave.days(shownCount(countLeave(preview.form, ws.policy.of(person).calendar))) }
        : {}),
      reason: cut(reason, 500),
      ...defined({ standIn: preview.form?.standIn?.name }),
      refused: texts(preview.refused),
      warned: [...texts(preview.warned), ...(unclear ? [w.standIn.unclear(literal(unclear, 60))] : [])],
      value: prefillValue(viewer.user, { type, from, to, reason, ...defined({ standIn }) }, whose),
    },
    w,
  );
}

/** By whoever may act for them; a name of several of those asks which. */
async function forAnother(
  ws: Workspace,
  viewing: Viewing,
  reading: Written,
  colleagues: readonly Person[],
): Promise<FormAnswer> {
  const { person, w } = viewing;
  const { who, type, from, to, reason, standIn } = reading;
  const named = findPeople(
    colleagues.filter(c => c.user !== person.user),
    who.replace(/^@/, ''),
  );
  const d = await ws.rights.listing();
  const actor = d.actor(person.user);
  const rights = named.map(p => may(actor, 'act-for', d.subject(p.user)));
  const found = named.filter((_, i) => rights[i] === 'yes');
  const [only, second] = found;
  if (only && !second) return { message: await understood(ws, viewing, reading, only), alone: true };
  const form = { type, from, to, reason, ...defined({ standIn }) };
  if (only) {
    const shown = found.slice(0, SHOWN).map(p => choiceOf(p, d.teams));
    const buttonOf = (user: string) => openFormButton(prefillValue(person.user, form, user), w);
    const asked = { query: who, found: shown, more: found.length - shown.length };
    return { message: choosePersonMessage(asked, w, buttonOf), alone: true };
  }
  const [denied] = rights;
  const why = denied && denied !== 'yes' && actor.role !== 'employee' ? w.people.denied[denied] : undefined;
  const value = prefillValue(person.user, form);
  return { message: otherPersonMessage({ who: cut(who, 100), value, ...defined({ why }) }, w), alone: false };
}

const SELF = new Set(['', '나', '저', '본인', '본인입니다', 'me', 'myself', 'i', 'self']);
const bare = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const isPlainlyOwn = (who: string, { name }: Person): boolean => SELF.has(bare(who)) || bare(who) === bare(name);

/**
 * Whether a form names its writer: in whole, in part, or with a title behind it (`이민지 팀장`). A name that is or
 * contains a colleague's is theirs, unless it is the writer's, too.
 */
function isOwn(who: string, person: Person, colleagues: readonly Person[]): boolean {
  if (isPlainlyOwn(who, person)) return true;
  const [said, own] = [bare(who), bare(person.name)];
  const others = colleagues.filter(c => c.user !== person.user).map(c => bare(c.name));
  if (others.some(other => other === said || (other.length > 1 && said.replace(own, ' ').includes(other))))
    return false;
  return said.length > 1 && own.length > 1 && (said.startsWith(own) || own.includes(said));
}
