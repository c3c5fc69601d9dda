import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pageIds } from '../../blocks/ids.ts';
import { type ListModal, queryAfter, queryIn } from '../../src/slack/list-modal.ts';
import { NotFound } from '../../src/slack/metadata.ts';

const schema = z.object({
  state: z.enum(['open', 'closed']).optional(),
  who: z.string().optional(),
  page: z.int().min(1),
});
type Query = z.infer<typeof schema>;

const list: ListModal<unknown, Query> = {
  schema,
  pages: pageIds('tasks.page'),
  filters: {
    'tasks.state': state => ({ state: state === 'any' ? undefined : state }),
    'tasks.who': who => (who === '' ? undefined : { who }),
  },
  draw: () => Promise.reject(new Error('nothing is drawn here')),
};

const press = (actionId: string, value: string, shown: object, state = {}) => ({
  actionId,
  value,
  view: { id: 'V1', type: 'modal' as const, callbackId: 'tasks', metadata: JSON.stringify(shown), state },
});

describe('the query of a list after a press', () => {
  it('has the filter that was changed, on the first page', () => {
    expect(queryAfter(list, press('tasks.state', 'closed', { who: 'U1', page: 3 }))).toEqual({
      state: 'closed',
      who: 'U1',
      page: 1,
    });
    expect(queryAfter(list, press('tasks.state', 'any', { state: 'open', page: 2 }))?.state).toBeUndefined();
  });

  it('has the page that a button of the pager names, with all filters', () => {
    for (const id of ['tasks.page', 'tasks.page-back'])
      expect(queryAfter(list, press(id, '2', { state: 'open', page: 3 }))).toEqual({ state: 'open', page: 2 });
  });

  it('has both of two filters that were changed at once', () => {
    const state = {
      b1: { 'tasks.state': { selected_option: { value: 'closed' } } },
      b2: { 'tasks.who': { selected_user: 'U2' } },
    };
    const asked = press('tasks.who', 'U2', { page: 1 }, state);
    expect(queryAfter(list, asked)).toEqual({ state: 'closed', who: 'U2', page: 1 });
    expect(queryAfter({ ...list, alone: true }, asked)).toEqual({ who: 'U2', page: 1 });
  });

  it('takes a date from the input, since Slack sends no value with a picker', () => {
    const state = { b1: { 'tasks.who': { selected_date: '2026-11-02' } } };
    expect(queryAfter(list, press('tasks.who', '', { page: 1 }, state))?.who).toBe('2026-11-02');
  });

  it('stays as it was for a forged filter or page', () => {
    const shown = { state: 'open', page: 2 };
    expect(queryAfter(list, press('tasks.state', 'gone', shown))).toEqual(shown);
    for (const page of ['0', '-1', '1.5', 'x'])
      expect(queryAfter(list, press('tasks.page', page, shown))).toEqual(shown);
  });

  it.each(['constructor', '__proto__', 'valueOf', '__defineGetter__'])('is not changed by an input %s', id => {
    const shown = { state: 'open', page: 2 };
    expect(queryAfter(list, press(id, 'closed', shown))).toBeUndefined();
    const state = { b: { [id]: { value: 'closed' } } };
    expect(queryAfter(list, press('tasks.who', 'U2', shown, state))).toEqual({ state: 'open', who: 'U2', page: 1 });
  });

  it('is nothing for an emptied filter that asks for nothing', () => {
    expect(queryAfter(list, press('tasks.who', '', { page: 1 }))).toBeUndefined();
  });

  it('is not found where the modal remembers nothing of the list, unless the list says what is shown then', () => {
    const forged = press('tasks.state', 'open', { page: 'x' });
    expect(() => queryIn(list, forged)).toThrow(NotFound);
    expect(queryIn({ ...list, first: { page: 1 } }, forged)).toEqual({ page: 1 });
  });
});
