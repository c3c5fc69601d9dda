import { beforeAll, describe, expect, it } from 'vitest';
import type { Modal } from '../../blocks/kit.ts';
import { createLog } from '../../src/shared/log.ts';
import { type Answering, answerPress } from '../../src/slack/answering.ts';
import type { ActionBody } from '../../src/slack/bodies.ts';
import { until } from '../support/until.ts';

const LIST = { type: 'modal', title: { type: 'plain_text', text: 'the list' }, blocks: [] } as unknown as Modal;

/** One press whose list is drawn as `drawn` says; what Slack was asked to show. */
function pressed(drawn: (loading: () => Promise<void>) => Promise<Modal>) {
  const shown: string[] = [];
  const show = (how: string) => async (o: { view: Modal }) => {
    shown.push(`${how}: ${o.view.title.text}`);
    return { ok: true, view: { id: 'V1', hash: 'h' } };
  };
  const person = { user: 'U1', team: 'T1', name: 'Minji', employee: true, deleted: false };
  const o = {
    people: { person: async () => person, language: () => 'en', lastLanguage: () => 'en' },
    client: { views: { open: show('open'), update: show('update'), push: show('push') } },
    ...{ log: createLog('silent'), now: () => 0, draw: async () => true, fresh: async () => undefined },
    later: () => undefined,
  } as unknown as Answering;
  const body = { user: { id: 'U1' }, trigger_id: 't', actions: [{ action_id: 'a', action_ts: '1' }] };
  const loading = async () => void (await until(() => shown.length > 0, { what: 'a modal' }));
  const done = answerPress(o, body as unknown as ActionBody, press => press.open(drawn(loading)));
  return done.then(() => shown);
}

describe('a list that is opened', () => {
  let [soon, late, failed]: string[][] = [];
  beforeAll(async () => {
    [soon, late, failed] = await Promise.all([
      pressed(async () => LIST),
      pressed(async loading => {
        await loading();
        return LIST;
      }),
      pressed(async loading => {
        await loading();
        throw new Error('the count failed');
      }),
    ]);
  });

  it('is shown at once where it is drawn at once', () => {
    expect(soon).toEqual(['open: the list']);
  });

  it('takes the place of a modal that says so, where its drawing outlasts the trigger', () => {
    expect(late).toEqual(['open: Loading', 'update: the list']);
  });

  it('says in that modal that it failed', () => {
    expect(failed?.[0]).toBe('open: Loading');
    expect(failed?.[1]).not.toContain('the list');
    expect(failed).toHaveLength(2);
  });
});
