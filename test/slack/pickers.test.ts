import { expect, it } from 'vitest';
import type { FormState } from '../../src/slack/form.ts';
import { conversationOf, filesOf, timeOf, userOf } from '../../src/slack/pickers.ts';

it('what was picked is read, and nothing where nothing was', () => {
  const state = {
    who: { value: { type: 'users_select', selected_user: 'U1' } },
    at: { value: { type: 'timepicker', selected_time: '09:30' } },
    where: { value: { type: 'conversations_select', selected_conversation: 'C1' } },
    file: { value: { type: 'file_input', files: [{ id: 'F1', name: 'people.csv' }, {}] } },
    none: { value: { selected_user: null, selected_time: null, selected_conversation: null } },
  } as FormState;
  expect([userOf(state, 'who'), timeOf(state, 'at'), conversationOf(state, 'where')]).toEqual(['U1', '09:30', 'C1']);
  expect(filesOf(state, 'file')).toEqual(['F1']);
  expect([userOf(state, 'none'), timeOf(state, 'none'), conversationOf(state, 'gone')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(filesOf(state, 'none')).toEqual([]);
});
