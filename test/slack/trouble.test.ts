import { MongoNetworkError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { WriteUnconfirmed } from '../../src/db/errors.ts';
import { words } from '../../src/i18n/index.ts';
import { createLog } from '../../src/shared/log.ts';
import { awayTrouble, troubleOf } from '../../src/slack/trouble.ts';

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
const lost = new MongoNetworkError('closed');

describe.each(['en', 'ko'] as const)('the words for a failure (%s)', language => {
  const w = words(language);
  const lines: { level: string }[] = [];
  const log = createLog('info', { destination: { write: line => void lines.push(JSON.parse(line)) } });
  const told = (error: unknown) => troubleOf(error, w, { log, now: () => 0 }, { user: 'U1' });

  it('say of a write without an answer that it may have been recorded, and never that nothing was', () => {
    expect(told(new WriteUnconfirmed(lost))).toEqual({ text: w.errors.unconfirmed, plain: w.errors.unconfirmed });
    expect(w.errors.unconfirmed).not.toBe(w.errors.unavailable);
  });

  it('say of a database that could not be reached or read that it is away, and log a warning', () => {
    for (const error of [refused, lost]) {
      lines.length = 0;
      expect(told(error)).toEqual({ text: w.errors.unavailable, plain: w.errors.unavailablePlain });
      expect(lines.map(l => l.level)).toEqual(['warn']);
    }
  });

  it('say of a mistake in the program nothing about the database, and name the logged id', () => {
    lines.length = 0;
    expect(awayTrouble(new TypeError('x'), w)).toBeUndefined();
    const { text } = told(new TypeError('x'));
    expect(lines).toMatchObject([{ level: 'error' }]);
    expect(text).toContain((lines[0] as { id?: string } | undefined)?.id);
  });
});
