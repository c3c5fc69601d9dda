import type { RichTextElement } from '@slack/types';
import type { ReactNode } from 'react';
import type { Raw } from '../elements/state.ts';
import { ChannelMention, DateText, Emoji, Link, UserMention } from './Text.tsx';

interface Styled {
  style?: { bold?: boolean; italic?: boolean; strike?: boolean; code?: boolean; underline?: boolean };
}

/** A `rich_text` block: sections, lists, quotes and preformatted text. Its text is never markup. */
export function RichText({ block }: { block: Raw }): ReactNode {
  return (
    <div className="rich-text">
      {(block.elements as Raw[]).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { part: Raw }): ReactNode {
  const inner = part.elements as RichTextElement[];
  switch (part.type) {
    case 'rich_text_quote':
      return (
        <blockquote>
          <Pieces pieces={inner} />
        </blockquote>
      );
    case 'rich_text_preformatted':
      return (
        <pre>
          <Pieces pieces={inner} />
        </pre>
      );
    case 'rich_text_list': {
      const List = part.style === 'ordered' ? 'ol' : 'ul';
      return (
        <List
          style={{ marginLeft: `${Number(part.indent ?? 0) * 24}px` }}
          className={`indent-${Number(part.indent ?? 0) % 3}`}
        >
          {(part.elements as Raw[]).map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: list items have no identity but their place
            <li key={index}>
              <Pieces pieces={item.elements as RichTextElement[]} />
            </li>
          ))}
        </List>
      );
    }
    default:
      return (
        <div className="lines">
          <Pieces pieces={inner ?? []} />
        </div>
      );
  }
}

function Pieces({ pieces }: { pieces: RichTextElement[] }): ReactNode {
  return pieces.map((piece, index) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no identity but their place
    return <StyledPiece key={index} piece={piece} />;
  });
}

function StyledPiece({ piece }: { piece: RichTextElement }): ReactNode {
  const style = (piece as Styled).style ?? {};
  let shown: ReactNode = <Piece piece={piece} />;
  if (style.code) shown = <code>{shown}</code>;
  if (style.bold) shown = <b>{shown}</b>;
  if (style.italic) shown = <i>{shown}</i>;
  if (style.strike) shown = <s>{shown}</s>;
  if (style.underline) shown = <u>{shown}</u>;
  return shown;
}

function Piece({ piece }: { piece: RichTextElement }): ReactNode {
  switch (piece.type) {
    case 'text':
      return piece.text;
    case 'link':
      return <Link href={piece.url}>{piece.text ?? piece.url}</Link>;
    case 'user':
      return <UserMention id={piece.user_id} />;
    case 'channel':
      return <ChannelMention id={piece.channel_id} />;
    case 'usergroup':
      return <span className="mention">@{piece.usergroup_id}</span>;
    case 'broadcast':
      return <span className="mention broadcast">@{piece.range}</span>;
    case 'emoji':
      return <Emoji name={piece.name} />;
    case 'date':
      return <DateText ts={piece.timestamp} format={piece.format} href={piece.url} />;
    case 'color':
      return (
        <span className="swatch">
          <span style={{ background: piece.value }} /> {piece.value}
        </span>
      );
    default:
      return null;
  }
}
