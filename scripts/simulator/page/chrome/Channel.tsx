import { Fragment, type ReactNode, useLayoutEffect, useRef } from 'react';
import type { SimMessage } from '../../protocol.ts';
import { dayName, dayOf } from '../time.ts';
import { useWorld } from '../world.tsx';
import { Composer } from './Composer.tsx';
import { Message } from './Message.tsx';

/** The messages of a channel with their day lines, and the composer. */
export function Channel({ channel, name }: { channel: string; name: string }): ReactNode {
  const { snapshot, channels, me, words } = useWorld();
  const all = visible(snapshot.messages[channel] ?? [], me.id);
  const roots = all.filter(message => !message.threadTs || message.threadTs === message.ts);
  const member = channels.get(channel)?.members.includes(me.id) === true;
  return (
    <>
      <Scroll key={`log ${channel}`} count={all.length}>
        {roots.length === 0 && <p className="nothing">{words.noMessages}</p>}
        {roots.map((message, index) => {
          const before = roots[index - 1];
          const day = dayOf(message.ts, me.zone);
          const newDay = !before || dayOf(before.ts, me.zone) !== day;
          const replies = all.filter(reply => reply.threadTs === message.ts && reply.ts !== message.ts);
          return (
            <Fragment key={message.ts}>
              {newDay && (
                <div className="day">
                  <span>{dayName(day, me.locale)}</span>
                </div>
              )}
              <Message message={message} replies={replies} compact={!newDay && follows(message, before)} />
            </Fragment>
          );
        })}
      </Scroll>
      {member ? (
        <Composer key={`box ${channel}`} channel={channel} placeholder={words.writeTo(name)} />
      ) : (
        <p className="not-member">{words.notMember}</p>
      )}
    </>
  );
}

export function Thread({ channel, ts, close }: { channel: string; ts: string; close: () => void }): ReactNode {
  const { snapshot, me, words } = useWorld();
  const all = visible(snapshot.messages[channel] ?? [], me.id);
  const root = all.find(message => message.ts === ts);
  const replies = all.filter(message => message.threadTs === ts && message.ts !== ts);
  return (
    <aside className="thread" aria-label={words.thread}>
      <header className="pane-head">
        <h2>{words.thread}</h2>
        <button type="button" className="icon-button" aria-label={words.closeThread} onClick={close}>
          ×
        </button>
      </header>
      <Scroll key={`log ${ts}`} count={replies.length}>
        {root && <Message message={root} replies={[]} compact={false} inThread />}
        {replies.length > 0 && (
          <div className="day reply-count">
            <span>{words.replies(replies.length)}</span>
          </div>
        )}
        {replies.map((message, index) => (
          <Message
            key={message.ts}
            message={message}
            replies={[]}
            compact={follows(message, replies[index - 1])}
            inThread
          />
        ))}
      </Scroll>
      <Composer key={`box ${ts}`} channel={channel} threadTs={ts} placeholder={words.reply} />
    </aside>
  );
}

function visible(messages: SimMessage[], me: string): SimMessage[] {
  return messages
    .filter(message => !message.ephemeralTo || message.ephemeralTo === me)
    .sort((a, b) => Number(a.ts) - Number(b.ts));
}

function follows(message: SimMessage, before: SimMessage | undefined): boolean {
  if (!before || before.user !== message.user || message.ephemeralTo || before.ephemeralTo) return false;
  return Number(message.ts) - Number(before.ts) < 300 && !message.blocks?.length;
}

/** Keeps to the end while one is at the end, and stays put while one reads further up. */
function Scroll({ count, children }: { count: number; children: ReactNode }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new message moves the end
  useLayoutEffect(() => {
    if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count]);
  useLayoutEffect(() => {
    const inner = box.current?.firstElementChild;
    if (!inner) return;
    const sizes = new ResizeObserver(() => {
      if (atEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
    });
    sizes.observe(inner);
    return () => sizes.disconnect();
  }, []);
  return (
    <div
      ref={box}
      className="scroll"
      onScroll={({ currentTarget: at }) => {
        atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 40;
      }}
    >
      <div className="messages" role="log">
        {children}
      </div>
    </div>
  );
}
