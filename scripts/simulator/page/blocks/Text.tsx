import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import { emojiFor, withEmoji } from '../emoji.ts';
import { decode, type Inline, parseMrkdwn, type Section, safeLink } from '../mrkdwn.ts';
import { slackDate } from '../time.ts';
import { useWorld } from '../world.tsx';

/** A text object of either kind. Plain text is never markup. */
export function Text({ text }: { text: PlainTextElement | MrkdwnElement }): ReactNode {
  return text.type === 'mrkdwn' ? (
    <Mrkdwn text={text.text} verbatim={text.verbatim === true} />
  ) : (
    <span className="plain">{plain(text)}</span>
  );
}

/**
 * A plain_text object as a string. Slack stores `&` as `&amp;` and shows it decoded (its payloads carry the stored form,
 * bolt-python issue 513), so the three escapes are undone here too.
 */
export function plain(text: { text: string; emoji?: boolean } | undefined): string {
  if (!text) return '';
  return text.emoji === false ? decode(text.text) : withEmoji(decode(text.text));
}

export function Mrkdwn({ text, verbatim = false }: { text: string; verbatim?: boolean }): ReactNode {
  return (
    <span className="mrkdwn">
      {parseMrkdwn(text, verbatim).map((section, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parsed text has no other identity
        <SectionNode key={index} section={section} />
      ))}
    </span>
  );
}

function SectionNode({ section }: { section: Section }): ReactNode {
  if (section.t === 'pre') return <pre>{section.s}</pre>;
  if (section.t === 'quote')
    return (
      <blockquote>
        <Inlines nodes={section.c} />
      </blockquote>
    );
  return (
    <span className="lines">
      <Inlines nodes={section.c} />
    </span>
  );
}

function Inlines({ nodes }: { nodes: Inline[] }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: parsed text has no other identity
  return nodes.map((node, index) => <InlineNode key={index} node={node} />);
}

function InlineNode({ node }: { node: Inline }): ReactNode {
  switch (node.t) {
    case 'text':
      return <Shaded text={node.s} />;
    case 'bold':
      return (
        <b>
          <Inlines nodes={node.c} />
        </b>
      );
    case 'italic':
      return (
        <i>
          <Inlines nodes={node.c} />
        </i>
      );
    case 'strike':
      return (
        <s>
          <Inlines nodes={node.c} />
        </s>
      );
    case 'code':
      return <code>{node.s}</code>;
    case 'emoji':
      return <Emoji name={node.name} />;
    case 'link':
      return (
        <Link href={node.href}>
          <Inlines nodes={node.c} />
        </Link>
      );
    case 'user':
      return <UserMention id={node.id} label={node.label} />;
    case 'channel':
      return <ChannelMention id={node.id} label={node.label} />;
    case 'group':
      return <span className="mention">{node.label ?? `@${node.id}`}</span>;
    case 'broadcast':
      return <span className="mention broadcast">@{node.name}</span>;
    case 'date':
      return <DateText ts={node.ts} format={node.format} href={node.href} />;
  }
}

/** Bars of `▓` and `░` are drawn: few fonts have these characters, and those for Korean hatch them. */
function Shaded({ text }: { text: string }): ReactNode {
  return text.split(/(▓+|░+)/).map((part, index) =>
    /^[▓░]/.test(part) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place
      <span key={index} className={part.startsWith('▓') ? 'shade full' : 'shade'} style={{ width: `${part.length}ch` }}>
        {part}
      </span>
    ) : (
      part
    ),
  );
}

export function Emoji({ name }: { name: string }): ReactNode {
  const char = emojiFor(name);
  return char ? (
    <span className="emoji" role="img" aria-label={name}>
      {char}
    </span>
  ) : (
    `:${name}:`
  );
}

export function Link({ href, children }: { href: string; children: ReactNode }): ReactNode {
  if (!safeLink(href)) return children;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}

export function UserMention({ id, label }: { id: string; label?: string | undefined }): ReactNode {
  const { users, me } = useWorld();
  return <span className={id === me.id ? 'mention mine' : 'mention'}>@{users.get(id)?.realName ?? label ?? id}</span>;
}

export function ChannelMention({ id, label }: { id: string; label?: string | undefined }): ReactNode {
  const { channels, me } = useWorld();
  const channel = channels.get(id);
  return channel ? (
    <a className="mention" href={`#as=${me.id}&at=${id}`}>
      #{channel.name}
    </a>
  ) : (
    <span className="mention">#{label ?? id}</span>
  );
}

export function DateText(props: { ts: number; format: string; href?: string | undefined }): ReactNode {
  const { me, now } = useWorld();
  const shown = slackDate(props.ts, props.format, me.zone, me.locale, now());
  const time = <time dateTime={new Date(props.ts * 1000).toISOString()}>{shown}</time>;
  return props.href ? <Link href={props.href}>{time}</Link> : time;
}
