import type { WebClient } from '@slack/web-api';
import type { Modal } from '../../blocks/kit.ts';
import { updateModal } from './redraw.ts';

/** A forgotten modal only loses the order of presses of the same second. */
const MODALS = 10_000;

/**
 * Redraws modals in the order of presses, however their handlers overlap: the later press, which has both changes,
 * wins. `pressed`: Slack's time. False: the modal is closed, or a later press has drawn it.
 */
export function drawing(client: WebClient): (view: string, pressed: string, modal: Modal) => Promise<boolean> {
  const modals = new Map<string, { last: string; drawn: Promise<unknown> }>();

  return (view, pressed, modal) => {
    const known = modals.get(view) ?? { last: '', drawn: Promise.resolve() };
    if (pressed < known.last) return Promise.resolve(false);
    known.last = pressed;
    // Slack does not order parallel calls.
    const turn = known.drawn.then(() => (known.last === pressed ? updateModal(client, view, modal) : false));
    known.drawn = turn.catch(() => undefined);
    modals.delete(view);
    modals.set(view, known);
    const oldest = modals.keys().next();
    if (modals.size > MODALS && !oldest.done) modals.delete(oldest.value);
    return turn;
  };
}
