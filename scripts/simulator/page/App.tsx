import { type ReactNode, useEffect, useState } from 'react';
import type { Snapshot } from '../protocol.ts';
import { Avatar } from './chrome/Avatar.tsx';
import { Channel, Thread } from './chrome/Channel.tsx';
import { Clock, Lab } from './chrome/Clock.tsx';
import { ConfirmHost } from './chrome/Confirm.tsx';
import { Home, useOpened } from './chrome/Home.tsx';
import { Modals } from './chrome/Modal.tsx';
import { Sidebar, Sign } from './chrome/Sidebar.tsx';
import { useUnread } from './chrome/unread.ts';
import { channelName } from './elements/Select.tsx';
import { addressOf, go, useSpot } from './place.ts';
import { type Sim, useSim } from './sim.ts';
import { wordsFor } from './words.ts';
import { useWorld, type World, WorldContext } from './world.tsx';

export function App(): ReactNode {
  const spot = useSpot();
  const sim = useSim(spot.as);
  const { snapshot } = sim;
  const first = snapshot?.me.id ?? '';
  useEffect(() => {
    // The address names the person from the start, so that a copied link shows the same.
    if (!spot.as && first) location.replace(addressOf({ ...spot, as: first }));
  }, [spot, first]);
  if (!snapshot || (spot.as && snapshot.me.id !== spot.as)) return <div className="splash spinner" />;
  const world = worldOf(snapshot, sim);
  return (
    <WorldContext value={world}>
      {/* keyed by the person, so that nothing typed or opened by one shows for another */}
      <ConfirmHost key={snapshot.me.id}>
        <Workspace at={spot.at} thread={spot.thread} online={sim.online} lastDeed={sim.lastDeed} />
        <Modals />
      </ConfirmHost>
    </WorldContext>
  );
}

function worldOf(snapshot: Snapshot, sim: Sim): World {
  return {
    snapshot,
    me: snapshot.me,
    words: wordsFor(snapshot.me.locale),
    users: new Map(snapshot.users.map(user => [user.id, user])),
    channels: new Map(snapshot.channels.map(channel => [channel.id, channel])),
    now: () => Date.now() + sim.ahead,
    act: sim.act,
  };
}

const PHONE = '(max-width: 640px)';

function usePhone(): boolean {
  const [phone, setPhone] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const media = matchMedia(PHONE);
    const changed = (): void => setPhone(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);
  return phone;
}

interface WorkspaceProps {
  at: string;
  thread: string;
  online: boolean;
  lastDeed: Sim['lastDeed'];
}

function Workspace({ at, thread, online, lastDeed }: WorkspaceProps): ReactNode {
  const { snapshot, me, words } = useWorld();
  const phone = usePhone();
  const here = at || (phone ? '' : 'home');
  const { botUser } = snapshot.app;
  const appDm = snapshot.channels.find(({ kind, members }) => kind === 'im' && members.includes(botUser))?.id ?? null;
  const channel = here === 'messages' ? appDm : here === 'home' || here === '' ? null : here;
  const unread = useUnread(snapshot, channel);
  const inApp = here === 'home' || here === 'messages';
  // A press, a submission, a message and a command show their warning where they were made.
  const warning = lastDeed === null || lastDeed === 'open-home' ? snapshot.warning : null;
  const waiting = useOpened(inApp ? here : null, online && snapshot.app.connected);

  useEffect(() => {
    document.documentElement.lang = me.locale;
    document.title = `${me.realName} · ${snapshot.team.name}`;
  }, [me, snapshot.team.name]);

  return (
    <div className={`workspace-grid ${here ? 'has-pane' : 'has-list'} ${channel && thread ? 'has-thread' : ''}`}>
      <header className="topbar">
        <div className="topbar-name">
          <strong>{snapshot.team.name}</strong> <small>{words.standIn}</small>
        </div>
        <Clock />
        <Lab />
      </header>
      <Sidebar at={here} appDm={appDm} unread={unread} />
      <main className="pane">
        {!online && <Banner text={words.reconnecting} />}
        {!snapshot.app.connected && <Banner text={words.disconnected} />}
        {warning && <Banner key={warning} text={warning} dismissable />}
        {inApp ? <AppHead tab={here} unread={appDm ? (unread.get(appDm) ?? 0) : 0} /> : <ChannelHead channel={here} />}
        {waiting && <div className="progress" />}
        {here === 'home' && <Home waiting={waiting} />}
        {channel && <Pane channel={channel} />}
      </main>
      {channel && thread && <Thread channel={channel} ts={thread} close={() => go({ thread: '' })} />}
    </div>
  );
}

function Pane({ channel }: { channel: string }): ReactNode {
  const world = useWorld();
  const known = world.channels.get(channel);
  return <Channel channel={channel} name={known ? channelName(known, world) : channel} />;
}

function Back(): ReactNode {
  const { words } = useWorld();
  return (
    <button type="button" className="back" aria-label={words.back} onClick={() => go({ at: '', thread: '' })}>
      ‹
    </button>
  );
}

function AppHead({ tab, unread }: { tab: string; unread: number }): ReactNode {
  const { snapshot, users, words } = useWorld();
  const bot = users.get(snapshot.app.botUser);
  return (
    <header className="pane-head app-head">
      <Back />
      {bot && <Avatar user={bot} size={26} />}
      <h1>{snapshot.app.name}</h1>
      <div role="tablist" className="tabs">
        <Tab name={words.home} current={tab === 'home'} at="home" />
        <Tab name={words.messages} current={tab === 'messages'} at="messages" unread={unread} />
      </div>
    </header>
  );
}

function Tab({ name, current, at, unread = 0 }: { name: string; current: boolean; at: string; unread?: number }) {
  return (
    <button type="button" role="tab" aria-selected={current} data-tab={at} onClick={() => go({ at, thread: '' })}>
      {name}
      {unread > 0 && !current && (
        <span className="badge" aria-hidden="true">
          {unread}
        </span>
      )}
    </button>
  );
}

function ChannelHead({ channel }: { channel: string }): ReactNode {
  const world = useWorld();
  const known = world.channels.get(channel);
  if (!known) return <header className="pane-head">{channel && <Back />}</header>;
  return (
    <header className="pane-head">
      <Back />
      {known.kind !== 'im' && <Sign kind={known.kind} />}
      <h1>{channelName(known, world).replace(/^#/, '')}</h1>
      {known.kind !== 'im' && <small>{world.words.members(known.members.length)}</small>}
    </header>
  );
}

function Banner({ text, dismissable = false }: { text: string; dismissable?: boolean }): ReactNode {
  const { words } = useWorld();
  const [gone, setGone] = useState(false);
  if (gone) return null;
  return (
    <div className="banner" role="alert">
      <span>⚠ {text}</span>
      {dismissable && (
        <button type="button" className="icon-button" aria-label={words.dismiss} onClick={() => setGone(true)}>
          ×
        </button>
      )}
    </div>
  );
}
