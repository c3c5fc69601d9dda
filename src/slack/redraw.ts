import type { WebClient } from '@slack/web-api';
import type { Modal } from '../../blocks/kit.ts';
import { defined } from '../shared/defined.ts';
import { refusedAs } from '../slack-api/errors.ts';
import { sendEither } from '../slack-api/native.ts';

/** False: closed or, with `hash`, redrawn since. */
export async function updateModal(client: WebClient, view: string, modal: Modal, hash?: string): Promise<boolean> {
  try {
    await sendEither(client, modal, drawn =>
      client.views.update({ view_id: view, view: drawn as never, ...defined({ hash }) }),
    );
    return true;
  } catch (error) {
    const refused = refusedAs(error);
    if (refused !== 'not_found' && !(hash !== undefined && refused === 'hash_conflict')) throw error;
    return false;
  }
}

/** Such as one beneath another; it may be closed by now. */
export async function redrawModal(
  client: WebClient,
  view: string | undefined,
  modal: () => Promise<Modal>,
): Promise<void> {
  if (view !== undefined) await updateModal(client, view, await modal());
}
