import { pageIds } from './ids.ts';

/** Ids of forms; as in `ids.ts`, one place for button and handler. */
export const formAction = {
  /** on Home: what may be asked for beside leave */
  choose: 'forms.choose',
  write: 'forms.write',
  /** in the window of a person; value: the user */
  chooseFor: 'forms.choose-for',
  writeFor: 'forms.write-for',
  /** inputs of a form that redraw it, since they may change its route */
  fill: 'forms.fill',
  manage: 'forms.manage',
  pages: pageIds('forms.page'),
  create: 'forms.create',
  open: 'forms.open',
  rename: 'forms.rename',
  offer: 'forms.offer',
  archive: 'forms.archive',
  addField: 'forms.add-field',
  /** the type of a new field, which redraws its modal */
  fieldType: 'forms.field-type',
  fieldMenu: 'forms.field-menu',
} as const;

export const formCallback = {
  choose: 'forms.choose',
  request: 'forms.request',
  manage: 'forms.manage',
  editor: 'forms.editor',
  name: 'forms.name',
  field: 'forms.field',
  remove: 'forms.remove',
} as const;

/** Block ids of the inputs with which a form is defined. */
export const formInput = {
  name: 'name',
  type: 'type',
  label: 'label',
  help: 'help',
  required: 'required',
  choices: 'choices',
} as const;

/** The block of an input of a form; a period and times have two. */
export const fieldBlock = (id: string, part?: 'from' | 'to'): string => `field.${id}${part ? `.${part}` : ''}`;
