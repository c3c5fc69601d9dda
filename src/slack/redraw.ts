import type { WebClient } from '@slack/web-api';
import type { Modal } from '../../blocks/kit.ts';
import { refusedAs } from './errors.ts';

/** Redraws a modal from afar, such as one that stands beneath another; it may be closed by now. */
export async function redrawModal(
  client: WebClient,
  view: string | undefined,
  modal: () => Promise<Modal>,
): Promise<void> {
  if (view === undefined) return;
  try {
    await client.views.update({ view_id: view, view: (await modal()) as never });
  } catch (error) {
    if (refusedAs(error) !== 'not_found') throw error;
  }
}
