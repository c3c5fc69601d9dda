import type { WebClient } from '@slack/web-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Modal } from '../../blocks/kit.ts';
import { drawing } from '../../src/slack/drawing.ts';
import { runs } from '../support/runs.ts';

/** A Slack that answers each call only when it is told to, in any order. */
function slowSlack() {
  const shown = new Map<string, string>();
  const calls: (() => void)[] = [];
  const update = ({ view_id, view }: { view_id: string; view: Modal }) =>
    new Promise(resolve =>
      calls.push(() => {
        shown.set(view_id, view.private_metadata ?? '');
        resolve({ ok: true });
      }),
    );
  const client = { views: { update } } as unknown as WebClient;
  return { shown, calls, client };
}

const modalOf = (text: string) => ({ type: 'modal', private_metadata: text, blocks: [] }) as unknown as Modal;

describe('drawing a modal again', () => {
  it('leaves what the last press of each modal shows, in whatever order presses are handled and Slack is reached', async () => {
    const presses = fc.uniqueArray(
      fc.record({ view: fc.constantFrom('V1', 'V2'), ts: fc.integer({ min: 1, max: 999 }) }),
      {
        selector: p => p.ts,
        minLength: 1,
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(presses, fc.infiniteStream(fc.nat(11)), async (all, chance) => {
        const { shown, calls, client } = slowSlack();
        const draw = drawing(client);
        const drawn: Promise<boolean>[] = [];
        const left = [...all];
        while (left.length > 0 || calls.length > 0) {
          const dice = chance.next().value ?? 0;
          const next = calls.length === 0 || dice % 2 === 0 ? left.shift() : undefined;
          if (next) drawn.push(draw(next.view, String(next.ts).padStart(4, '0'), modalOf(String(next.ts))));
          else calls.splice(dice % calls.length, 1)[0]?.();
          // The next call of a modal is made once the one before was answered.
          await new Promise(setImmediate);
        }
        await Promise.all(drawn);
        for (const view of ['V1', 'V2']) {
          const last = Math.max(...all.filter(p => p.view === view).map(p => p.ts));
          expect(shown.get(view)).toBe(Number.isFinite(last) ? String(last) : undefined);
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('draws for one press as often as it asks', async () => {
    const { shown, calls, client } = slowSlack();
    const draw = drawing(client);
    const both = [draw('V1', '1.1', modalOf('sending')), draw('V1', '1.1', modalOf('sent'))];
    for (let i = 0; i < 2; i++) {
      await new Promise(setImmediate);
      calls.shift()?.();
    }
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(shown.get('V1')).toBe('sent');
  });

  it('says so when the modal is closed, and goes on after a failure', async () => {
    const answers = ['not_found', 'fatal_error', undefined];
    const update = async () => {
      const error = answers.shift();
      if (error)
        throw Object.assign(new Error(error), { code: 'slack_webapi_platform_error', data: { ok: false, error } });
    };
    const draw = drawing({ views: { update } } as unknown as WebClient);
    expect(await draw('V1', '1', modalOf('a'))).toBe(false);
    await expect(draw('V1', '2', modalOf('b'))).rejects.toThrow('fatal_error');
    expect(await draw('V1', '3', modalOf('c'))).toBe(true);
  });
});
