import { otherPersonMessage, understoodMessage, unreadableMessage } from '../../blocks/chat.ts';
import { cut, literal, type Message } from '../../blocks/kit.ts';
import { ownedValue, prefillValue } from '../absence/prefill.ts';
import { previewLeave } from '../leave/actions.ts';
import { problemText } from '../leave/present.ts';
import { halfOf } from '../leave-record/form.ts';
import { countLeave, type LeaveProblem, shownCount } from '../leave-record/rules.ts';
import type { Person } from '../people/rules.ts';
import { defined } from '../shared/defined.ts';
import type { Viewing } from '../slack/list-modal.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FormReading } from './form.ts';

const PROBLEMS_SHOWN = 5;

/** Validated like the form. */
export async function formAnswer(ws: Workspace, { person, w }: Viewing, reading: FormReading): Promise<Message> {
  if (!reading.ok) return unreadableMessage(reading, w, ownedValue(person.user));
  const { who, type, from, to, reason } = reading;
  const part = halfOf(type)?.slice(0, 2);
  const filled = { type: part ? 'half' : type, from, to, reason, ...defined({ part }) };
  const [preview, colleagues] = await Promise.all([
    previewLeave(ws, person.user, filled),
    isPlainlyOwn(who, person) ? [] : ws.people.active(),
  ]);
  const texts = (problems: readonly LeaveProblem[]): string[] =>
    problems.slice(0, PROBLEMS_SHOWN).map(p => literal(problemText(p, w), 500));
  const value = prefillValue(person.user, { type, from, to, reason });
  if (!isOwn(who, person, colleagues)) return otherPersonMessage({ who: cut(who, 100), value }, w);
  return understoodMessage(
    {
      type: w.leaveType(preview.type && !part ? w.forms.text(preview.type.name) : type),
      when: w.rangeWithYear(from, to),
      ...(preview.form
        ? { amount: w.leave.days(shownCount(countLeave(preview.form, ws.policy.of(person).calendar))) }
        : {}),
      reason: cut(reason, 500),
      refused: texts(preview.refused),
      warned: texts(preview.warned),
      value,
    },
    w,
  );
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
