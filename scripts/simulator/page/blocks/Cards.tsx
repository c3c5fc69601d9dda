import type { MrkdwnElement } from '@slack/types';
import type { ReactNode } from 'react';
import { Element } from '../elements/Element.tsx';
import type { Raw } from '../elements/state.ts';
import { plain, Text } from './Text.tsx';

export function Card({ block, blockId }: { block: Raw; blockId: string }): ReactNode {
  const hero = block.hero_image as { image_url?: string; alt_text: string } | undefined;
  const icon = block.icon as { image_url?: string; alt_text: string } | undefined;
  return (
    <div className="card">
      {hero?.image_url && <img className="hero" src={hero.image_url} alt={hero.alt_text} />}
      <div className="card-head">
        {icon?.image_url && <img className="icon" src={icon.image_url} alt={icon.alt_text} />}
        <div>
          {block.title ? (
            <div className="card-title">
              <Text text={block.title as MrkdwnElement} />
            </div>
          ) : null}
          {block.subtitle ? (
            <div className="card-subtitle">
              <Text text={block.subtitle as MrkdwnElement} />
            </div>
          ) : null}
        </div>
      </div>
      {block.body ? <Text text={block.body as MrkdwnElement} /> : null}
      {Array.isArray(block.actions) && (
        <div className="actions">
          {(block.actions as Raw[]).map(element => (
            <Element key={String(element.action_id)} blockId={blockId} element={element} label="" dispatch />
          ))}
        </div>
      )}
    </div>
  );
}

export function Container({ block, children }: { block: Raw; children: ReactNode }): ReactNode {
  const head = (
    <>
      <strong>{plain(block.title as { text: string } | undefined)}</strong>
      {block.subtitle ? <Text text={block.subtitle as MrkdwnElement} /> : null}
    </>
  );
  if (block.is_collapsible !== true)
    return (
      <div className="card">
        <div className="card-head">{head}</div>
        {children}
      </div>
    );
  return (
    <details className="card" open={block.default_collapsed !== true}>
      <summary>{head}</summary>
      {children}
    </details>
  );
}
