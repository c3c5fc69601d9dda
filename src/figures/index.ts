import type { Feature } from '../workspace/feature.ts';
import { keepFigures } from './actions.ts';
import { figureDocs } from './store.ts';

/** What is counted for lists of thousands of people, kept beside what it is counted from. */
export const keptFigures: Feature = {
  name: 'figures',
  collections: [figureDocs],
  jobs: [{ name: 'figures', run: keepFigures }],
};
