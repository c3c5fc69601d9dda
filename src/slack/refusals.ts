import { literal } from '../../blocks/kit.ts';
import { refusalText } from '../i18n/refusal.ts';
import type { Received } from '../outbox/received.ts';
import { owedSay } from '../outbox/say.ts';
import type { People } from '../people/actions.ts';
import { defined } from '../shared/defined.ts';
import type { Log } from '../shared/log.ts';
import type { Refusal, RouteRefusal } from '../shared/refusal.ts';
import type { Acting, Press } from './router.ts';

/** Only forged presses get these: logged. */
const FORBIDDEN: readonly string[] = [
  'may-not-decide',
  'own-request',
  'not-yours',
  'not-found',
  'administrators-only',
  'not-employed',
];

export function refusals(o: { people: People; received: Received; log: Log }) {
  async function text(refusal: Refusal | RouteRefusal, { person, w }: Pick<Acting, 'person' | 'w'>): Promise<string> {
    if (FORBIDDEN.includes(refusal.code)) o.log.warn({ user: person.user, code: refusal.code }, 'refused');
    const by = [...('by' in refusal ? [refusal.by] : []), ...('for' in refusal && refusal.for ? [refusal.for] : [])];
    const names = await o.people.names(by);
    return refusalText(refusal, w, person.zone, user => literal(names.get(user) ?? user, 60));
  }
  return {
    text,
    /**
     * A small modal on Home and in modals, whose trigger works once; on a message an ephemeral answer, stored under the
     * press's key. Both appear once.
     */
    tell: async (refusal: Refusal | RouteRefusal, press: Press): Promise<void> => {
      const sentence = await text(refusal, press);
      if (press.view || !press.message) return press.tell(sentence);
      const { channel, threadTs } = press.message;
      const message = { text: sentence, blocks: [] };
      const to = { channel, onlyTo: press.person.user, ...defined({ threadTs }) };
      await o.received.answer(press.key, [owedSay(to, message)]);
    },
  };
}
export type Refusals = ReturnType<typeof refusals>;
