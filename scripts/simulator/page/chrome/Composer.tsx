import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { escapeText } from '../mrkdwn.ts';
import { troubleOf } from '../trouble.ts';
import { useWorld, type World } from '../world.tsx';
import { Shortcuts } from './Shortcuts.tsx';

interface ComposerProps {
  channel: string;
  threadTs?: string;
  placeholder: string;
}

/** Where one writes. Enter sends; a line that begins with `/` is a slash command; `@Name` becomes a mention. */
export function Composer({ channel, threadTs, placeholder }: ComposerProps): ReactNode {
  const world = useWorld();
  const { words, act } = world;
  const [text, setText] = useState('');
  const [trouble, setTrouble] = useState('');
  const box = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box grows with its text
  useEffect(() => {
    if (!box.current) return;
    box.current.style.height = 'auto';
    box.current.style.height = `${Math.min(box.current.scrollHeight, 180)}px`;
  }, [text]);

  const send = async (): Promise<void> => {
    const line = text.trim();
    if (!line) return;
    setText('');
    setTrouble('');
    const command = /^(\/[a-z0-9_-]+)(?:\s+([\s\S]*))?$/i.exec(line);
    const result = command
      ? await act({ do: 'command', channel, command: command[1] ?? '', text: escapeText(command[2] ?? '') })
      : await act({ do: 'say', channel, text: toSlack(line, world), ...(threadTs ? { threadTs } : {}) });
    // A message that the app did not take carries its own warning; this line is for what was not even said.
    if (!result.ok && (command || (result.status === 0 && result.ms === 0))) setTrouble(troubleOf(result, words));
  };
  const runShortcut = async (callbackId: string): Promise<void> => {
    setTrouble('');
    const result = await act({ do: 'shortcut', callbackId });
    if (!result.ok) setTrouble(troubleOf(result, words));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While a Korean syllable is being composed, Enter ends the syllable, not the message.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      className="composer"
      onSubmit={event => {
        event.preventDefault();
        void send();
      }}
    >
      {trouble && (
        <div className="warning" role="alert">
          ⚠ {trouble}
        </div>
      )}
      <div className="composer-box">
        {!threadTs && <Shortcuts run={runShortcut} />}
        <textarea
          ref={box}
          rows={1}
          aria-label={placeholder}
          placeholder={placeholder}
          value={text}
          onChange={event => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="send" aria-label={words.send} disabled={!text.trim()}>
          <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
            <path
              d="M3 3l15 7-15 7 2.2-7zM5 10h7"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
              strokeLinejoin="round"
            />
          </svg>
        </button>
      </div>
      {!threadTs && <div className="composer-hint">{words.hint('/daybook')}</div>}
    </form>
  );
}

/** Typed text as Slack stores it: escaped, with `@Name` and `#channel` as references. Longer names win. */
function toSlack(text: string, { users, channels }: Pick<World, 'users' | 'channels'>): string {
  const names = new Map<string, string>();
  for (const user of users.values()) {
    names.set(`@${user.name}`.toLowerCase(), `<@${user.id}>`);
    names.set(`@${user.realName}`.toLowerCase(), `<@${user.id}>`);
  }
  for (const channel of channels.values()) {
    if (channel.kind !== 'im') names.set(`#${channel.name}`.toLowerCase(), `<#${channel.id}>`);
  }
  const known = [...names.keys()]
    .sort((a, b) => b.length - a.length)
    .map(name => escapeText(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (known.length === 0) return escapeText(text);
  const pattern = new RegExp(`(^|[^\\p{L}\\p{N}])(${known.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  return escapeText(text).replace(pattern, (whole, before: string, name: string) => {
    const reference = names.get(name.toLowerCase());
    return reference ? before + reference : whole;
  });
}
