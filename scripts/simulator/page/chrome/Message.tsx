import type { ReactNode } from 'react';
import type { SimMessage } from '../../protocol.ts';
import { Blocks } from '../blocks/Blocks.tsx';
import { Mrkdwn } from '../blocks/Text.tsx';
import type { Raw } from '../elements/state.ts';
import { SurfaceProvider, useSurfaceState } from '../elements/surface.tsx';
import { go } from '../place.ts';
import { clockTime, fullTime } from '../time.ts';
import { useWorld } from '../world.tsx';
import { Avatar } from './Avatar.tsx';
import { Status } from './Status.tsx';

interface MessageProps {
  message: SimMessage;
  /** it follows one of the same author, so it needs no name */
  compact: boolean;
  /** the replies to it, where it starts a thread and stands in a channel */
  replies: SimMessage[];
  inThread?: boolean;
}

export function Message({ message, compact, replies, inThread = false }: MessageProps): ReactNode {
  const { me, users, words } = useWorld();
  const author = users.get(message.user);
  const surface = useSurfaceState({
    place: { channel: message.channel, ts: message.ts },
    blocks: (message.blocks ?? []) as Raw[],
  });
  const time = clockTime(message.ts, me.zone, me.locale);
  const title = fullTime(message.ts, me.zone, me.locale);
  const openThread = (): void => go({ thread: message.threadTs ?? message.ts });
  return (
    <article
      className={`message ${compact ? 'compact' : ''} ${message.ephemeralTo ? 'ephemeral' : ''}`}
      data-ts={message.ts}
      data-user={message.user}
    >
      <div className="gutter">
        {compact ? (
          <time title={title}>{time.replace(/^\D+ ?|\s?[AP]M$/g, '')}</time>
        ) : (
          author && <Avatar user={author} size={36} />
        )}
      </div>
      <div className="message-body">
        {message.ephemeralTo && (
          <div className="only-you">
            <svg viewBox="0 0 16 16" width="13" height="13" aria-hidden="true">
              <path
                d="M1 8s2.5-4.5 7-4.5S15 8 15 8s-2.5 4.5-7 4.5S1 8 1 8z"
                fill="none"
                stroke="currentColor"
                strokeWidth="1.3"
              />
              <circle cx="8" cy="8" r="2" fill="currentColor" />
            </svg>
            {words.onlyYou}
          </div>
        )}
        {!compact && (
          <div className="message-head">
            <strong>{author?.realName ?? message.user}</strong>
            {author && <Status user={author} />}
            {author?.isBot && <span className="app-badge">{words.app}</span>}
            <time title={title}>{time}</time>
          </div>
        )}
        <SurfaceProvider value={surface}>
          {message.blocks && message.blocks.length > 0 ? (
            <Blocks blocks={message.blocks as Raw[]} />
          ) : (
            <div className="message-text">
              <Mrkdwn text={message.text} />
            </div>
          )}
        </SurfaceProvider>
        {message.editedAt && <span className="edited">{words.edited}</span>}
        {message.files?.map(file => (
          <File key={file.id} {...file} />
        ))}
        {message.warning && Object.keys(surface.warnings).length === 0 && (
          <div className="warning" role="alert">
            ⚠ {message.warning}
          </div>
        )}
        {replies.length > 0 && <ThreadLink replies={replies} open={openThread} />}
      </div>
      {!inThread && !message.ephemeralTo && (
        <button
          type="button"
          className="reply-button"
          aria-label={words.replyInThread}
          title={words.replyInThread}
          onClick={openThread}
        >
          <svg viewBox="0 0 20 20" width="17" height="17" aria-hidden="true">
            <path
              d="M3 4h14v10H9l-4 3v-3H3z"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.5"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      )}
    </article>
  );
}

function ThreadLink({ replies, open }: { replies: SimMessage[]; open: () => void }): ReactNode {
  const { users, words, me } = useWorld();
  const authors = [...new Set(replies.map(reply => reply.user))].slice(0, 4);
  const last = replies.at(-1);
  return (
    <button type="button" className="thread-link" onClick={open}>
      {authors.map(id => {
        const user = users.get(id);
        return user ? <Avatar key={id} user={user} size={22} /> : null;
      })}
      <strong>{words.replies(replies.length)}</strong>
      {last && <small>{clockTime(last.ts, me.zone, me.locale)}</small>}
    </button>
  );
}

function File({ id, name, size, url }: { id: string; name: string; size: number; url: string }): ReactNode {
  const { words } = useWorld();
  return (
    <div className="file" data-file={id}>
      {/\.(png|jpe?g|gif|webp)$/i.test(name) && <img src={url} alt={name} />}
      <a href={url} download={name} aria-label={words.download(name)}>
        <span className="file-kind">{name.split('.').at(-1)?.slice(0, 4).toUpperCase()}</span>
        <span>
          <strong>{name}</strong>
          <small>{size < 1024 ? `${size} B` : `${Math.round(size / 1024)} KB`}</small>
        </span>
      </a>
    </div>
  );
}
