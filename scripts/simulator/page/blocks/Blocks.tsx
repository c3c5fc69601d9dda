import type { HeaderBlock, ImageBlock, ImageElement, MrkdwnElement, PlainTextElement } from '@slack/types';
import { Fragment, lazy, type ReactNode, Suspense, useId } from 'react';
import { Element } from '../elements/Element.tsx';
import { blockIdOf, type Raw } from '../elements/state.ts';
import { useSurface } from '../elements/surface.tsx';
import { useWorld } from '../world.tsx';
import { Card, Container } from './Cards.tsx';
import { RichText } from './RichText.tsx';
import { Table } from './Table.tsx';
import { plain, Text } from './Text.tsx';

type AnyText = PlainTextElement | MrkdwnElement;
// Charts alone come from slack-blocks-to-jsx: they are drawing without text markup or interaction. Loaded when first needed.
const Chart = lazy(() => import('./Chart.tsx'));

/** A message's, Home's or modal's blocks. Needs a surface around it. */
export function Blocks({ blocks }: { blocks: Raw[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.map((block, index) => {
        const blockId = blockIdOf(block, index);
        return (
          <div key={blockId} className={`block block-${block.type}`} data-block-id={blockId}>
            <Block block={block} blockId={blockId} />
          </div>
        );
      })}
    </div>
  );
}

function Block({ block, blockId }: { block: Raw; blockId: string }): ReactNode {
  const { words } = useWorld();
  switch (block.type) {
    case 'section':
      return <SectionView block={block} blockId={blockId} />;
    case 'header':
      return <h3>{plain((block as unknown as HeaderBlock).text)}</h3>;
    case 'divider':
      return <hr />;
    case 'context':
      return <Context elements={block.elements as Raw[]} />;
    case 'actions':
    case 'context_actions':
      return <Actions elements={block.elements as Raw[]} blockId={blockId} />;
    case 'input':
      return <InputView block={block} blockId={blockId} />;
    case 'image':
      return <Picture block={block as unknown as ImageBlock} />;
    case 'rich_text':
      return <RichText block={block} />;
    case 'table':
    case 'data_table':
      return <Table block={block} />;
    case 'alert':
      return (
        <div className={`alert ${String(block.level ?? 'default')}`} role="status">
          <Text text={block.text as AnyText} />
        </div>
      );
    case 'markdown':
      return <span className="plain">{String(block.text)}</span>;
    case 'card':
      return <Card block={block} blockId={blockId} />;
    case 'carousel':
      return (
        <div className="carousel">
          {(block.elements as Raw[]).map((card, index) => (
            <Card key={blockIdOf(card, index)} block={card} blockId={blockId} />
          ))}
        </div>
      );
    case 'container':
      return (
        <Container block={block}>
          <Blocks blocks={block.child_blocks as Raw[]} />
        </Container>
      );
    case 'data_visualization':
      return (
        <Suspense fallback={<span className="spinner" />}>
          <Chart block={block} />
        </Suspense>
      );
    default:
      return <span className="unsupported">{words.unsupported(block.type)}</span>;
  }
}

function SectionView({ block, blockId }: { block: Raw; blockId: string }): ReactNode {
  const accessory = block.accessory as Raw | undefined;
  const fields = (block.fields ?? []) as AnyText[];
  return (
    <div className="section">
      <div className="section-main">
        {block.text ? (
          <div className="section-text">
            <Text text={block.text as AnyText} />
          </div>
        ) : null}
        {fields.length > 0 && (
          <div className="fields">
            {fields.map((field, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no identity but their place
              <div key={index} className="field">
                <Text text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {accessory &&
        (accessory.type === 'image' ? (
          <Thumb image={accessory as unknown as ImageElement} />
        ) : (
          <div className="accessory">
            <Element blockId={blockId} element={accessory} label={labelOf(accessory)} dispatch />
          </div>
        ))}
    </div>
  );
}

/** What an element without a label of its own is called. */
function labelOf(element: Raw): string {
  return (
    plain((element.placeholder ?? element.text) as { text: string } | undefined) || String(element.action_id ?? '')
  );
}

function Context({ elements }: { elements: Raw[] }): ReactNode {
  return (
    <div className="context">
      {elements.map((element, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: context elements have no identity but their place
        <Fragment key={index}>
          {element.type === 'image' ? (
            <img src={String(element.image_url)} alt={String(element.alt_text)} />
          ) : (
            <span className="context-text">
              <Text text={element as unknown as AnyText} />
            </span>
          )}
        </Fragment>
      ))}
    </div>
  );
}

function Actions({ elements, blockId }: { elements: Raw[]; blockId: string }): ReactNode {
  return (
    <div className="actions">
      {elements.map(element => (
        <Element
          key={String(element.action_id)}
          blockId={blockId}
          element={element}
          label={labelOf(element)}
          dispatch
        />
      ))}
    </div>
  );
}

function InputView({ block, blockId }: { block: Raw; blockId: string }): ReactNode {
  const { words } = useWorld();
  const surface = useSurface();
  const id = useId();
  const error = surface.errors[blockId];
  const label = plain(block.label as { text: string });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset inside a label's own group would announce twice
    <div
      className={error ? 'input-block invalid' : 'input-block'}
      role="group"
      aria-describedby={error ? id : undefined}
    >
      <div className="input-label">
        {label} {block.optional === true && <span className="optional">{words.optional}</span>}
      </div>
      <Element
        blockId={blockId}
        element={block.element as Raw}
        label={label}
        dispatch={block.dispatch_action === true}
        optional={block.optional === true}
        invalid={Boolean(error)}
      />
      {error && (
        <div className="field-error" id={id} role="alert">
          {error}
        </div>
      )}
      {error === '' && <div className="field-error cured" aria-hidden="true" />}
      {block.hint ? <div className="hint">{plain(block.hint as { text: string })}</div> : null}
    </div>
  );
}

function Picture({ block }: { block: ImageBlock }): ReactNode {
  return (
    <figure>
      {block.title && <figcaption>{plain(block.title)}</figcaption>}
      <img src={'image_url' in block ? block.image_url : ''} alt={block.alt_text} />
    </figure>
  );
}

function Thumb({ image }: { image: ImageElement }): ReactNode {
  return <img className="thumb" src={'image_url' in image ? image.image_url : ''} alt={image.alt_text} />;
}
