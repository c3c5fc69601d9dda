import type { ReactNode } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import type { Raw } from '../elements/state.ts';

/** A `data_visualization` block: pie, bar, area or line. */
export default function Chart({ block }: { block: Raw }): ReactNode {
  return <Message blocks={[block as unknown as Block]} logo="" name="" theme="light" withoutWrapper />;
}
