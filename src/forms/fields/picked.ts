import { z } from 'zod';
import { textSchema } from '../../shared/languages.ts';
import { MOST } from '../definition.ts';
import { type FieldKind, type FileRef, textIn } from './kind.ts';

const choiceSchema = z.object({ id: z.string(), label: textSchema });

const choice: FieldKind<z.infer<typeof choiceSchema>> = {
  value: choiceSchema,
  choices: true,
  read: (input, field) => {
    const id = textIn(input);
    if (id === '') return undefined;
    const value = field.choices?.find(c => c.id === id);
    return value ? { value } : { code: 'unknown-choice' };
  },
  input: value => value.id,
  draw: (input, field, { w }) => {
    const options = (field.choices ?? []).map(c => ({ id: c.id, label: w.forms.text(c.label) }));
    return [{ element: 'choice', redraws: true, options, initial: textIn(input) }];
  },
  text: (value, w) => w.forms.text(value.label),
  fact: { is: 'choice', of: value => value.id },
};

const personSchema = z.object({ user: z.string(), name: z.string() });

const person: FieldKind<z.infer<typeof personSchema>> = {
  value: personSchema,
  looksUp: 'person',
  read: (input, _, ctx) => {
    const user = textIn(input);
    if (user === '') return undefined;
    const name = ctx.person(user);
    return name === undefined ? { code: 'unknown-person' } : { value: { user, name } };
  },
  input: value => value.user,
  draw: input => [{ element: 'person', initial: textIn(input) }],
  text: value => value.name,
};

const fileSchema: z.ZodType<FileRef> = z.object({
  id: z.string(),
  name: z.string(),
  link: z.string().exactOptional(),
});

const file: FieldKind<FileRef[]> = {
  value: z.array(fileSchema),
  looksUp: 'file',
  read: (input, _, ctx) => {
    const ids = Array.isArray(input) ? input.filter(id => typeof id === 'string') : [];
    const value = [...new Set(ids)].flatMap(id => ctx.file(id) ?? []);
    if (value.length === 0) return undefined;
    return value.length > MOST.files ? { code: 'too-many-files', max: MOST.files } : { value };
  },
  // Slack cannot show files again in an input.
  input: () => [],
  draw: (_, __, { files }) => [{ element: 'file', max: MOST.files, given: files }],
  text: value => value.map(f => f.name).join(', '),
  links: value => value.map(f => ({ name: f.name, ...(f.link ? { url: f.link } : {}) })),
};

export const pickedKinds = { choice, person, file };
