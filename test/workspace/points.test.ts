import { describe, expect, it } from 'vitest';
import { gather, point } from '../../src/workspace/points.ts';
import { perWorkspace } from '../../src/workspace/workspace.ts';
import { testWorkspace } from '../support/workspace.ts';

describe('a point', () => {
  const greets = point<(name: string) => string>('greetings');
  const other = point<number>('numbers');

  it('gives what features provide, in their order, and nothing of other points', () => {
    const provided = gather([
      greets.provide(n => `Hello, ${n}`),
      other.provide(1),
      greets.provide(n => `Bye, ${n}`),
      other.provide(2),
    ]);
    expect(greets.of({ provided }).map(greet => greet('Minji'))).toEqual(['Hello, Minji', 'Bye, Minji']);
    expect(other.of({ provided })).toEqual([1, 2]);
  });

  it('is empty where nobody provides', () => {
    expect(greets.of({ provided: gather([]) })).toEqual([]);
  });

  it('that exactly one feature provides is given alone, and names itself when it is none or two', () => {
    expect(other.only({ provided: gather([other.provide(0)]) })).toBe(0);
    for (const provided of [gather([]), gather([other.provide(1), other.provide(2)])])
      expect(() => other.only({ provided })).toThrow('numbers');
  });
});

describe('what is made for each workspace', () => {
  it('is made once for each, when it is first asked for, also where it is undefined', () => {
    const made: string[] = [];
    const name = perWorkspace(ws => {
      made.push(ws.team);
      return ws.team === 'T2' ? undefined : ws.team;
    });
    const [first, second] = [testWorkspace({ team: 'T1' }), testWorkspace({ team: 'T2' })];
    expect(made).toEqual([]);
    expect([first, second, first, second].map(name)).toEqual(['T1', undefined, 'T1', undefined]);
    expect(made).toEqual(['T1', 'T2']);
  });
});
