import { formAction } from '../../blocks/form-ids.ts';
import { kindFamily, managedKind, requestForm } from '../approvals/points.ts';
import type { Feature } from '../workspace/feature.ts';
import { managed } from '../workspace/manage.ts';
import { onPerson } from '../workspace/person.ts';
import { defineRoutes } from './define-slack.ts';
import { isFormKind, kindOf } from './definition.ts';
import { formKinds } from './kind.ts';
import { enterFormFor } from './person.ts';
import { editForm, formRoutes } from './slack.ts';
import { formDocs } from './store.ts';

export const forms: Feature = {
  name: 'forms',
  collections: [formDocs],
  provides: [
    managed.provide({
      ...{ section: 'forms', order: 10, action: formAction.manage, right: 'define-forms' },
      label: w => w.forms.manage,
      hint: w => w.manage.hints.forms,
    }),
    onPerson.provide(enterFormFor),
    kindFamily.provide(formKinds),
    managedKind.provide(kindOf('overtime')),
    managedKind.provide(kindOf('business-trip')),
    requestForm.provide({
      of: isFormKind,
      edit: editForm,
    }),
  ],
  routes: r => {
    formRoutes(r);
    defineRoutes(r);
  },
};
