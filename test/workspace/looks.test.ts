import { describe, expect, it } from 'vitest';
import { lookAt, MANY } from '../../src/workspace/looks.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';

const rows = Array.from({ length: MANY + 1 }, (_, n) => n);

function company() {
  let [now, counts, role] = [1_000, 0, 'hr'];
  const ws = { clock: { now: () => now }, rights: { listing: async () => ({ people: new Map(), role: () => role }) } };
  const asked = { list: 'board', viewer: 'U1', at: undefined as number | undefined };
  return {
    look: (o: Partial<typeof asked & { people: number }> = {}, found: readonly number[] = rows) =>
      lookAt(ws as unknown as Workspace, { ...asked, ...o }, async () => {
        counts += 1;
        return found;
      }),
    counted: () => counts,
    later: () => {
      now += 1_000;
    },
    becomes: (other: string) => {
      role = other;
    },
  };
}

describe('a look at many people', () => {
  it('is counted once for its pages, and anew when it is opened again', async () => {
    const c = company();
    const opened = await c.look();
    c.later();
    expect(await c.look({ at: opened.at })).toMatchObject({ at: opened.at, rows });
    expect(c.counted()).toBe(1);
    const again = await c.look();
    expect(again.at).toBeGreaterThan(opened.at);
    // A modal that was opened before is counted anew, too.
    await c.look({ at: opened.at });
    expect(c.counted()).toBe(3);
  });

  it('is nobody else’s, no other list’s, and gone with the role', async () => {
    const c = company();
    const { at } = await c.look();
    c.later();
    await c.look({ at, viewer: 'U2' });
    await c.look({ at, list: 'roster' });
    c.becomes('employee');
    await c.look({ at });
    expect(c.counted()).toBe(4);
  });

  it('is counted each time of a manager, who may lose people meanwhile', async () => {
    const c = company();
    c.becomes('manager');
    const { at } = await c.look();
    await c.look({ at });
    expect(c.counted()).toBe(2);
  });

  it('is counted each time of few people, and kept where many were counted for few rows', async () => {
    const c = company();
    const few = await c.look({}, [1, 2]);
    await c.look({ at: few.at }, [1, 2]);
    expect(c.counted()).toBe(2);
    const many = await c.look({ list: 'problems', people: MANY + 1 }, [1]);
    await c.look({ list: 'problems', at: many.at, people: MANY + 1 }, [1]);
    expect(c.counted()).toBe(3);
  });
});
