import { z } from 'zod';
import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import { literal, type Modal } from '../../blocks/kit.ts';
import { OFFICES_PAGE, type OfficeRow, officeCheckModal, officeModal, officesModal } from '../../blocks/offices.ts';
import type { PolicyValue } from '../../blocks/policy-fields.ts';
import type { Words } from '../i18n/index.ts';
import { OFFICE_NAME_MAX, type OfficeValues, officeValuesSchema, valuesOn } from '../settings/offices.ts';
import type { Policy, PolicyChange } from '../settings/policy.ts';
import { defined } from '../shared/defined.ts';
import { paged } from '../shared/portions.ts';
import { dateOf, type FormState, textOf } from '../slack/form.ts';
import { type FormModal, says, sent } from '../slack/form-modal.ts';
import { FIRST_PAGE, type ListModal, onList, openList, pageQuery, redrawList } from '../slack/list-modal.ts';
import { found, readMetadata } from '../slack/metadata.ts';
import type { Press, Submission } from '../slack/router.ts';
import type { Routes } from '../workspace/routes.ts';
import type { Workspace } from '../workspace/workspace.ts';
import {
  addOffice,
  archiveOffice,
  changeOffice,
  type OfficeFault,
  type OfficeOutcome,
  peopleByOffice,
  proposeOffice,
} from './offices.ts';
import { countryIn, OFFICE_FIELDS, readSetUpForm } from './policy-form.ts';
import { counting, touchedByHolidays, touchedIn } from './touched.ts';

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

const aboutSchema = z.strictObject({ id: z.string().exactOptional() });
type About = z.infer<typeof aboutSchema>;
const readAbout = (metadata: string): About | undefined => readMetadata(aboutSchema, metadata);

const firstValues = ({ workingTime: { zone, holidays, region }, people: { language } }: Policy): OfficeValues => ({
  ...{ zone, holidays, region, language },
});

const officeOf = (ws: Workspace, id: string) => found(ws.policy.offices.find(o => o.id === id));

const list: ListModal<Workspace, typeof FIRST_PAGE> = {
  schema: pageQuery,
  first: FIRST_PAGE,
  pages: adminAction.officesPages,
  draw: async (ws, { w }, { page }) => {
    const counts = await peopleByOffice(ws);
    const first: OfficeRow = {
      ...{ name: w.offices.first, values: { ...firstValues(ws.policy.now()) }, archived: false, ahead: [] },
      people: counts.get('') ?? 0,
    };
    const others = [...ws.policy.offices].sort((a, b) => Number(a.archived) - Number(b.archived));
    const rows = others.map((o): OfficeRow => {
      const today = ws.policy.ofOffice(o.id).today();
      const ahead = o.versions.filter(v => v.from > today).sort((a, b) => (a.from < b.from ? -1 : 1));
      return {
        ...{ id: o.id, name: o.name, archived: o.archived, people: counts.get(o.id) ?? 0 },
        values: { ...valuesOn(o.versions, today) },
        ahead: ahead.map(v => ({ from: v.from, values: { ...v.values } })),
      };
    });
    return officesModal({ fields: OFFICE_FIELDS, ...paged([first, ...rows], page, OFFICES_PAGE) }, w);
  },
};

/** `values`: as chosen so far, where the form is drawn again. */
function form(ws: Workspace, { id }: About, w: Words, values?: OfficeValues): Modal {
  const office = id === undefined ? undefined : officeOf(ws, id);
  const today = ws.policy.ofOffice(id).today();
  const stands = office ? valuesOn(office.versions, today) : firstValues(ws.policy.now());
  return officeModal(
    {
      ...{ name: office?.name ?? '', fields: OFFICE_FIELDS, zones: ZONES, nameMax: OFFICE_NAME_MAX },
      values: { ...(values ?? stands) },
      ...(office ? { from: today } : {}),
      metadata: JSON.stringify(id === undefined ? {} : { id }),
    },
    w,
  );
}

/** Of the country that was just chosen: Slack keeps the other inputs. */
export function redrawOffice(ws: Workspace, { view, w }: Pick<Press, 'view' | 'w'>): Modal | undefined {
  const about = view?.callbackId === adminCallback.office ? readAbout(view.metadata) : undefined;
  const holidays = view && countryIn('workingTime', view.state);
  if (!about || holidays === undefined) return undefined;
  const stands = firstValues(ws.policy.ofOffice(about.id).now());
  return form(ws, about, w, { ...stands, holidays: holidays as OfficeValues['holidays'], region: null });
}

function readForm(state: FormState): { name: string; values: OfficeValues; from: string } {
  const { workingTime, people } = readSetUpForm(state, OFFICE_FIELDS);
  return {
    name: textOf(state, adminInput.officeName).replace(/\s+/g, ' ').trim(),
    values: { ...workingTime, ...people } as OfficeValues,
    from: dateOf(state, adminInput.from) ?? '',
  };
}

const BLOCKS: Readonly<Record<OfficeFault['field'], string>> = {
  ...{ name: adminInput.officeName, from: adminInput.from, zone: 'workingTime.zone', region: adminInput.officeName },
};

function faultText({ code }: OfficeFault, w: Words): string {
  const all: Partial<Record<string, string>> = { ...w.policy.problems, ...w.offices.problems };
  return all[code] ?? w.errors.title;
}

/** What was shown, and after how many versions of the office. */
const checkSchema = z.object({
  id: z.string(),
  input: z.object({ name: z.string(), values: officeValuesSchema, from: z.string() }),
  seen: z.int(),
});
type Checked = z.infer<typeof checkSchema>;
const readCheck = (metadata: string): Checked | undefined => readMetadata(checkSchema, metadata);

/** Whom other values touch, before they are saved; undefined: they stay, or are refused. */
async function checkFor(
  ws: Workspace,
  s: Submission,
  { id, input }: Omit<Checked, 'seen'>,
  again = false,
): Promise<Modal | undefined> {
  const { w } = s;
  const proposed = await proposeOffice(ws, id, input);
  if (!proposed) return undefined;
  const { after, moved, seen, was } = proposed;
  const { values, from } = input;
  const differing = OFFICE_FIELDS.filter(([, { field }]) => officeValue(was, field) !== officeValue(values, field));
  const head = {
    ...{ name: input.name, from: w.rangeWithYear(from, from), again },
    changes: differing.map(([, spec]) => ({
      spec,
      from: officeValue(was, spec.field),
      to: officeValue(values, spec.field),
    })),
    metadata: JSON.stringify({ id, input, seen } satisfies Checked),
  };
  const change: PolicyChange = {};
  for (const [group, { field }] of differing)
    if (field === 'zone' || field === 'language') Object.assign(change, { [group]: { [field]: values[field] } });
  return counting(
    ws,
    s,
    () => (moved ? touchedByHolidays(ws, after, moved, change) : touchedIn(ws, after, { from, change })),
    touched => officeCheckModal({ ...head, ...defined({ touched }) }, w),
  );
}

const officeValue = (values: OfficeValues, field: string): PolicyValue =>
  ({ ...values })[field as keyof OfficeValues] ?? null;

/** Exactly what was shown is saved; else it is shown again. */
const officeCheck: FormModal<Workspace, Checked, OfficeOutcome> = {
  reads: readCheck,
  store: async (ws, s, about) => {
    const versions = officeOf(ws, about.id)?.versions ?? [];
    const again =
      versions.length === about.seen || versions.some(v => v.key === s.key) ? undefined : checkFor(ws, s, about, true);
    const shown = await again;
    return shown ? { update: shown } : changeOffice(ws, s.person.user, about.id, about.input, s.key);
  },
  refuse: (_ws, { w }, _about, { problems }) => says(problems.map(p => faultText(p, w)).join('\n'), w, w.offices.title),
  beneath: (ws, s) => list.draw(ws, s, FIRST_PAGE),
  done: (_ws, { w }, _about, { name }) => says(w.offices.saved(literal(name, OFFICE_NAME_MAX)), w, w.offices.title),
};

const officeForm: FormModal<Workspace, About, OfficeOutcome> = {
  reads: readAbout,
  store: async (ws, s, { id }) => {
    const input = readForm(s.state);
    if (id === undefined) return addOffice(ws, s.person.user, input, s.key);
    const check = await checkFor(ws, s, { id, input });
    return check ? { update: check } : changeOffice(ws, s.person.user, id, input, s.key);
  },
  refuse: (_ws, { w, state }, _about, { problems }) => {
    const errors: Record<string, string> = {};
    for (const p of problems) {
      const block = BLOCKS[p.field];
      errors[block in state ? block : adminInput.officeName] ??= faultText(p, w);
    }
    return { errors };
  },
  beneath: (ws, s) => list.draw(ws, s, FIRST_PAGE),
  done: (_ws, { w }, _about, { name }) => says(w.offices.saved(literal(name, OFFICE_NAME_MAX)), w, w.offices.title),
};

const archive =
  (archived: boolean) =>
  async (ws: Workspace, press: Press): Promise<void> => {
    const done = await archiveOffice(ws, press.person.user, press.value, archived, press.key);
    if (done !== 'done') return press.tell(press.w.offices.problems[done]);
    await redrawList(list, ws, press);
  };

const right = { may: 'change-settings' } as const;

export function officeRoutes(r: Routes): void {
  r.open(adminAction.openOffices, right, openList(list));
  onList(list, (id, turn) => r.open(id, right, turn));
  r.open(adminAction.addOffice, right, async (ws, press) => press.open(form(ws, {}, press.w)));
  r.open(adminAction.changeOffice, right, async (ws, press) => press.open(form(ws, { id: press.value }, press.w)));
  r.submit(adminCallback.office, right, (ws, s) => sent(officeForm, ws, s), readAbout);
  r.submit(adminCallback.officeCheck, right, (ws, s) => sent(officeCheck, ws, s), readCheck);
  r.press(adminAction.archiveOffice, right, archive(true));
  r.press(adminAction.restoreOffice, right, archive(false));
}
