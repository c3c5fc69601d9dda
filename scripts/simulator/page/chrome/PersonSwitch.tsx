import { type ReactNode, useRef, useState } from 'react';
import type { SimUser } from '../../protocol.ts';
import { go } from '../place.ts';
import { zoneName } from '../time.ts';
import type { Words } from '../words.ts';
import { useWorld } from '../world.tsx';
import { Avatar } from './Avatar.tsx';
import { moveFocus, opensWith } from './keys.ts';
import { Popover } from './Popover.tsx';
import { Status } from './Status.tsx';

function roleOf(user: SimUser, words: Words): string {
  if (user.isOwner) return words.owner;
  if (user.isAdmin) return words.admin;
  return user.isGuest ? words.guest : words.member;
}

/** Of a larger company the rest is found by name. */
const SHOWN = 30;

/** Who the visitor is just now; everything on the page follows. */
export function PersonSwitch(): ReactNode {
  const { me, users, words, now } = useWorld();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const everybody = [...users.values()].filter(user => !user.isBot && !user.deleted);
  const wanted = query.trim().toLocaleLowerCase();
  const people = everybody.filter(user => user.realName.toLocaleLowerCase().includes(wanted)).slice(0, SHOWN);
  const choose = (user: SimUser): void => {
    setOpen(false);
    anchor.current?.focus();
    go({ as: user.id, thread: '' });
  };
  return (
    <div className="person-switch">
      <button
        ref={anchor}
        type="button"
        className="person"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={`${words.actingAs}: ${me.realName}`}
        data-user={me.id}
        onClick={() => setOpen(!open)}
        onKeyDown={opensWith(() => setOpen(true))}
      >
        <Avatar user={me} size={36} />
        <span className="person-text">
          <small>{words.actingAs}</small>
          <strong>
            {me.realName} <Status user={me} />
          </strong>
          <small>
            {roleOf(me, words)} · {zoneName(me.zone, now())}
          </small>
        </span>
        <span className="chevron light" aria-hidden="true" />
      </button>
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} className="people">
          {everybody.length > SHOWN && (
            <input
              className="list-search"
              aria-label={words.search}
              placeholder={words.search}
              value={query}
              onChange={event => setQuery(event.target.value)}
            />
          )}
          <div role="listbox" aria-label={words.actingAs} className="listbox" tabIndex={-1} onKeyDown={moveFocus}>
            {people.map(user => (
              <button
                key={user.id}
                type="button"
                role="option"
                aria-selected={user.id === me.id}
                aria-label={user.realName}
                className="option"
                data-user={user.id}
                data-name={user.realName}
                data-takes-focus={user.id === me.id || undefined}
                onClick={() => choose(user)}
              >
                <Avatar user={user} size={32} />
                <span className="option-text">
                  <strong>
                    {user.realName} <Status user={user} />
                  </strong>
                  <small>
                    {roleOf(user, words)} · {zoneName(user.zone, now())} · {user.locale}
                  </small>
                </span>
                <span className="tick" aria-hidden="true">
                  {user.id === me.id ? '✓' : ''}
                </span>
              </button>
            ))}
          </div>
        </Popover>
      )}
    </div>
  );
}
