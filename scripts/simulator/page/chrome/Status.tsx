import type { ReactNode } from 'react';
import type { SimUser } from '../../protocol.ts';
import { withEmoji } from '../emoji.ts';

/** The emoji of a person's status beside their name, and whether they do not want to be disturbed. */
export function Status({ user }: { user: SimUser }): ReactNode {
  const { status, snoozed } = user;
  return (
    <>
      {status && (
        <span className="status" role="img" title={status.text} aria-label={status.text}>
          {withEmoji(status.emoji || ':speech_balloon:')}
        </span>
      )}
      {snoozed && (
        <span className="status" role="img" title="zzz" aria-label="zzz">
          {withEmoji(':zzz:')}
        </span>
      )}
    </>
  );
}
