import type { ReactNode } from 'react';
import type { SimUser } from '../../protocol.ts';

/** The initial on the person's colour; a check mark for an app. */
export function Avatar({ user, size }: { user: SimUser; size: number }): ReactNode {
  const style = { width: size, height: size, background: user.color, fontSize: size * 0.46, borderRadius: size * 0.22 };
  return (
    <span className="avatar" style={style} aria-hidden="true">
      {user.isBot ? (
        <svg viewBox="0 0 24 24" width={size * 0.64} height={size * 0.64} aria-hidden="true">
          <path
            d="M5 13l5 5 9-12"
            fill="none"
            stroke="#fff"
            strokeWidth="3"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
      ) : (
        ([...user.realName.trim()][0] ?? '?').toUpperCase()
      )}
    </span>
  );
}
