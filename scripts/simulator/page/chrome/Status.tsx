import type { ReactNode } from 'react';
import type { SimUser } from '../../protocol.ts';
import { withEmoji } from '../emoji.ts';

/** The emoji of a person's status beside their name; its text shows when one points at it. */
export function Status({ user }: { user: SimUser }): ReactNode {
  if (!user.status) return null;
  const { text, emoji } = user.status;
  return (
    <span className="status" role="img" title={text} aria-label={text}>
      {withEmoji(emoji || ':speech_balloon:')}
    </span>
  );
}
