import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { VALUE } from '../../../blocks/ids.ts';
import { leaveAction, leaveCallback, typeInput } from '../../../blocks/leave-ids.ts';
import { NO_POOL, typeModal, typesModal } from '../../../blocks/leave-types.ts';
import { MOST, type Unit } from '../../leave-record/types/definition.ts';
import type { People } from '../../people/actions.ts';
import type { PeopleAdministration } from '../../people/administer.ts';
import { choiceOf, type FormState, textOf } from '../../slack/form.ts';
import { found, readMetadata } from '../../slack/metadata.ts';
import { redrawModal } from '../../slack/redraw.ts';
import type { Acting, Press, Router } from '../../slack/router.ts';
import type { TypeInput } from './editing.ts';
import type { LeaveTypes, TypeEditor, TypeWithHistory } from './library.ts';
import { typeModel, typeProblemText, typeRow } from './present.ts';

interface Parts {
  types: LeaveTypes;
  people: Pick<People, 'names'>;
  administration: Pick<PeopleAdministration, 'allows'>;
  policy: () => { smallestUnit: Unit };
  client: WebClient;
}

const metadataSchema = z.object({ id: z.string().exactOptional(), seen: z.number() });
const readAbout = (metadata: string) => readMetadata(metadataSchema, metadata);

/** Administrators see the types of leave and change them. */
export function leaveTypesSlack(router: Router, o: Parts): void {
  const editorOf = ({ person, key, w }: Acting): TypeEditor => ({ user: person.user, key, say: w.forms.text });

  const denied = async ({ person, w }: Acting): Promise<string | undefined> => {
    const answer = await o.administration.allows(person.user, 'change-settings');
    return answer === 'yes' ? undefined : w.people.denied[answer];
  };
  const opens = (id: string, handler: (press: Press) => Promise<void>): void =>
    router.opens(id, async press => {
      const no = await denied(press);
      return no === undefined ? handler(press) : press.tell(no);
    });

  const list = async ({ w }: Acting) => {
    const all = await o.types.all();
    const { smallestUnit } = o.policy();
    return typesModal({ rows: all.map(k => typeRow(k.type, smallestUnit, w)), mayAdd: all.length < MOST.types }, w);
  };
  const form = async (known: TypeWithHistory | undefined, { person, w }: Acting) => {
    const names = await o.people.names((known?.history ?? []).slice(-5).map(h => h.by));
    return typeModal(typeModel(known, { w, names, zone: person.zone }), w);
  };

  opens(leaveAction.openTypes, async press => press.open(await list(press)));
  opens(leaveAction.addType, async press => press.open(await form(undefined, press)));
  opens(leaveAction.editType, async press => {
    const known = await o.types.get(press.value);
    if (known) await press.open(await form(known, press));
    else await press.tell(press.w.leaveTypes.problems['type-gone']);
  });

  const turn = (actionId: string, off: boolean): void =>
    router.press(actionId, async press => {
      const no = await denied(press);
      if (no !== undefined) return press.tell(no);
      const outcome = await o.types.turn(editorOf(press), press.value, off);
      const [problem] = outcome.ok ? [] : outcome.problems;
      if (problem) return press.tell(typeProblemText(problem, press.w));
      press.later(async () => {
        const known = await o.types.get(press.value);
        if (known) await press.redraw(await form(known, press));
      });
    });
  turn(leaveAction.switchOff, true);
  turn(leaveAction.switchOn, false);

  router.submitAbout(leaveCallback.type, readAbout, async s => {
    const { w } = s;
    const no = await denied(s);
    if (no !== undefined) return { errors: { [typeInput.name]: no } };
    const about = found(readAbout(s.metadata));
    const outcome = await o.types.edit(editorOf(s), about.id, readInput(s.state), about.seen);
    if (!outcome.ok) {
      const errors: Record<string, string> = {};
      for (const p of outcome.problems) errors[p.field] ??= typeProblemText(p, w);
      return { errors };
    }
    s.later(() => redrawModal(o.client, s.beneath, () => list(s)));
    return { close: true };
  });
}

/** A type's form as it was filled in. */
function readInput(state: FormState): TypeInput {
  const chosen = (field: string): string => choiceOf(state, field, VALUE) ?? '';
  const pool = chosen(typeInput.pool);
  return {
    name: textOf(state, typeInput.name),
    paid: chosen(typeInput.paid),
    pool: pool === NO_POOL ? '' : pool,
    unit: chosen(typeInput.unit),
    notice: textOf(state, typeInput.notice),
    worked: chosen(typeInput.worked),
    private: chosen(typeInput.private),
    document: chosen(typeInput.document),
    most: textOf(state, typeInput.most),
    span: chosen(typeInput.span),
    calendarDays: chosen(typeInput.calendarDays),
    occasions: textOf(state, typeInput.occasions),
  };
}
