import type { ReactNode } from 'react';
import type { SimChannel } from '../../protocol.ts';
import { channelName } from '../elements/Select.tsx';
import { useWorld } from '../world.tsx';
import { Avatar } from './Avatar.tsx';
import { PersonSwitch } from './PersonSwitch.tsx';

interface SidebarProps {
  at: string;
  appDm: string | null;
  unread: ReadonlyMap<string, number>;
}

export function Sidebar({ at, appDm, unread }: SidebarProps): ReactNode {
  const { snapshot, users, words } = useWorld();
  const shown = snapshot.channels.filter(channel => !channel.archived && channel.id !== appDm);
  const rooms = shown.filter(channel => channel.kind !== 'im');
  const direct = shown.filter(channel => channel.kind === 'im');
  const bot = users.get(snapshot.app.botUser);
  const dmUnread = appDm ? (unread.get(appDm) ?? 0) : 0;
  const inApp = at === 'home' || at === 'messages';
  return (
    <nav className="sidebar" aria-label={snapshot.team.name}>
      <PersonSwitch />
      <div className="rooms">
        <Group title={words.channels}>
          {rooms.map(channel => (
            <Row key={channel.id} channel={channel} at={at} unread={unread.get(channel.id) ?? 0} />
          ))}
        </Group>
        {direct.length > 0 && (
          <Group title={words.directMessages}>
            {direct.map(channel => (
              <Row key={channel.id} channel={channel} at={at} unread={unread.get(channel.id) ?? 0} />
            ))}
          </Group>
        )}
        <Group title={words.apps}>
          <a
            className={`room ${inApp ? 'current' : ''} ${dmUnread > 0 && at !== 'messages' ? 'unread' : ''}`}
            href={link(snapshot.me.id, at === 'messages' || dmUnread === 0 ? 'home' : 'messages')}
            aria-current={inApp ? 'page' : undefined}
            data-app={snapshot.app.id}
          >
            {bot && <Avatar user={bot} size={20} />}
            <span className="room-name">{snapshot.app.name}</span>
            {dmUnread > 0 && at !== 'messages' && <Badge count={dmUnread} />}
          </a>
        </Group>
      </div>
      <div className={snapshot.app.connected ? 'app-state' : 'app-state off'}>
        <span className="dot" aria-hidden="true" />
        {snapshot.app.connected ? words.connected : words.disconnected}
      </div>
    </nav>
  );
}

const link = (as: string, at: string): string => `#as=${as}&at=${at}`;

function Group({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Row({ channel, at, unread }: { channel: SimChannel; at: string; unread: number }): ReactNode {
  const world = useWorld();
  const other = channel.kind === 'im' ? channel.members.find(id => id !== world.me.id) : undefined;
  const user = other ? world.users.get(other) : undefined;
  const outside = !channel.members.includes(world.me.id);
  return (
    <a
      className={`room ${at === channel.id ? 'current' : ''} ${unread > 0 ? 'unread' : ''} ${outside ? 'outside' : ''}`}
      href={link(world.me.id, channel.id)}
      aria-current={at === channel.id ? 'page' : undefined}
      data-channel={channel.id}
    >
      {user ? <Avatar user={user} size={20} /> : <Sign kind={channel.kind} />}
      <span className="room-name">{channelName(channel, world).replace(/^#/, '')}</span>
      {unread > 0 &&
        (channel.kind === 'im' ? (
          <Badge count={unread} />
        ) : (
          <span className="visually-hidden">{world.words.unread(unread)}</span>
        ))}
    </a>
  );
}

export function Sign({ kind }: { kind: SimChannel['kind'] }): ReactNode {
  return kind === 'private' ? (
    <svg className="sign" viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
      <path d="M4.5 7V5a3.5 3.5 0 017 0v2M3.5 7h9v6.5h-9z" fill="none" stroke="currentColor" strokeWidth="1.4" />
    </svg>
  ) : (
    <span className="sign" aria-hidden="true">
      #
    </span>
  );
}

function Badge({ count }: { count: number }): ReactNode {
  const { words } = useWorld();
  return (
    <span className="badge">
      <span aria-hidden="true">{count}</span>
      <span className="visually-hidden">{words.unread(count)}</span>
    </span>
  );
}
