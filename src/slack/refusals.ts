import { literal } from '../../blocks/kit.ts';
import { refusalText } from '../i18n/refusal.ts';
import type { Received } from '../outbox/received.ts';
import { owedSay } from '../outbox/say.ts';
import type { People } from '../people/actions.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import type { Acting, Press } from './router.ts';

export interface Refusals {
  text(refusal: Refusal | RouteRefusal, acting: Pick<Acting, 'person' | 'w'>): Promise<string>;
  /**
   * A small modal on Home and in modals, whose trigger works once; on a message an ephemeral answer, stored under the
   * press's key. Both appear once.
   */
  tell(refusal: Refusal | RouteRefusal, press: Press): Promise<void>;
}

/** Only forged presses get these: logged. */
const FORBIDDEN: readonly string[] = [
  'may-not-decide',
  'own-request',
  'not-yours',
  'not-found',
  'administrators-only',
  'not-employed',
];

export function refusals(o: { people: People; received: Received; log: Log }): Refusals {
  const text: Refusals['text'] = async (refusal, { person, w }) => {
    if (FORBIDDEN.includes(refusal.code)) o.log.warn({ user: person.user, code: refusal.code }, 'refused');
    const by = [...('by' in refusal ? [refusal.by] : []), ...('for' in refusal && refusal.for ? [refusal.for] : [])];
    const names = await o.people.names(by);
    return refusalText(refusal, w, person.zone, user => literal(names.get(user) ?? user, 60));
  };
  return {
    text,
    tell: async (refusal, press) => {
      const sentence = await text(refusal, press);
      if (press.view || !press.message) return press.tell(sentence);
      const { channel, threadTs } = press.message;
      const message = { text: sentence, blocks: [] };
      const to = { channel, onlyTo: press.person.user, ...defined({ threadTs }) };
      await o.received.answer(press.key, [owedSay(to, message)]);
    },
  };
}
