import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stored } from '../../src/db/stored.ts';
import { effect, UnreadableEffect } from '../../src/outbox/effect.ts';
import { owe } from '../../src/shared/effects.ts';

const parrots = stored<{ name: string }>('parrots', { owes: true });
const to = { to: 'U1', lane: 'parrot:U1' };

describe('a kind of effect', () => {
  const fed = effect('parrot-fed', [parrots], z.object({ seeds: z.number(), by: z.string().optional() }));
  const asStored = (data?: Record<string, unknown>) => {
    const [owed] = owe([{ kind: 'parrot-fed', ...to, ...(data ? { data } : {}) }], 0);
    if (!owed) throw new Error('nothing is owed');
    return owed;
  };

  it('is stored with its name, its ordering key and its data, without what is undefined', () => {
    expect(fed.owed({ ...to, data: { seeds: 3 } })).toEqual({ kind: 'parrot-fed', ...to, data: { seeds: 3 } });
    expect(Object.keys(effect('parrot-home', [parrots]).owed(to))).not.toContain('data');
  });

  it('names the collections whose documents carry it', () => {
    expect(fed.collections.map(c => c.collection)).toEqual(['parrots']);
  });

  it('reads what it stores, and what older versions stored', () => {
    expect(fed.read(asStored({ seeds: 3, by: 'U2' }))).toEqual({ seeds: 3, by: 'U2' });
    expect(fed.read(asStored({ seeds: 3, since: 'an older version' }))).toEqual({ seeds: 3 });
  });

  it.each([[undefined], [{}], [{ seeds: '3' }], [{ seeds: 3, by: 7 }]])('refuses %j as unreadable', data => {
    const owed = asStored(data);
    const reading = () => fed.read(owed);
    expect(reading).toThrow(UnreadableEffect);
    expect(reading).toThrow(`parrot-fed ${owed.id}`);
  });

  it('has data that only memo keys fill, where its schema asks for none', () => {
    const file = effect('parrot-file', [parrots], z.object({ file: z.string().optional() }));
    expect(file.read(asStored())).toEqual({});
    expect(effect('parrot-home', [parrots]).read(asStored())).toEqual({});
  });
});
