import type { IndexDescription } from 'mongodb';
import { z } from 'zod';
import { FEATURES } from '../../src/features.ts';
import { RULES } from '../../src/people/roles.ts';
import type { Feature } from '../../src/workspace/feature.ts';
import { type Route, tableOf } from '../../src/workspace/register.ts';

const code = (text: string): string => `\`${text}\``;
const codes = (all: readonly string[]): string => (all.length > 0 ? all.map(code).join(', ') : '–');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(head), row(head.map(() => '---')), ...rows.map(row), ''];
}

/** Who may, as the roles page says it. */
function rightOf({ kind, right }: Route): string {
  if (kind === 'event') return 'Slack';
  if (!right) return '';
  if ('everyone' in right) return 'everyone';
  if ('judgedBy' in right) return `judged by ${right.judgedBy}`;
  return `${RULES[right.may].says}${right.whom ? ' (of the person it concerns)' : ''}`;
}

/** The keys of an effect's data; a question mark where older versions stored none. */
function keysOf(schema: z.ZodType): string[] {
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Record<string, z.ZodType> = schema.shape;
  const isOptional = (key: string, value: z.ZodType): boolean => z.object({ [key]: value }).safeParse({}).success;
  return Object.entries(shape).map(([key, value]) => (isOptional(key, value) ? `${key}?` : key));
}

const of = <T>(all: readonly T[] | undefined, row: (one: T) => string[], { name }: Feature): string[][] =>
  (all ?? []).map(one => [name, ...row(one)]);

/** What features register, as tables. */
export function tablesPage(features: readonly Feature[] = FEATURES): string {
  const routes = tableOf(features);
  return [
    '# What features register',
    '',
    'Made by `npm run docs` from `src/features.ts`; a test compares the two. Change the features, not this page.',
    '',
    '## Routes',
    '',
    `${routes.length} things that Slack may send. A right in plain words is a row of [roles.md](roles.md); *judged by* names the rule that decides within the action.`,
    '',
    ...table(
      ['feature', 'kind', 'id', 'who may'],
      routes.map(r => [r.feature, r.kind, code(r.id), rightOf(r)]),
    ),
    '## Effects',
    '',
    'What is delivered after a write. Without a collection: several features store it, and its declaration lies below them.',
    '',
    ...table(
      ['feature', 'kind', 'stored in', 'data'],
      features.flatMap(feature =>
        of(
          feature.effects,
          ({ kind: { kind, collections, schema } }) => [
            code(kind),
            codes(collections.map(c => c.collection)),
            codes(keysOf(schema)),
          ],
          feature,
        ),
      ),
    ),
    '## Documents',
    '',
    ...table(
      ['feature', 'collection', 'effects', 'indexes beside `_id`'],
      features.flatMap(feature =>
        of(
          feature.collections,
          ({ collection, owes, indexes }) => [
            code(collection),
            owes ? 'yes' : '–',
            indexes
              .map(i => `${i.unique ? 'unique ' : ''}${Object.keys(i.key).map(code).join(' ')}${partly(i)}`)
              .join('; ') || '–',
          ],
          feature,
        ),
      ),
    ),
    '## Jobs',
    '',
    'Run every minute, in this order.',
    '',
    ...table(
      ['feature', 'job'],
      features.flatMap(feature => of(feature.jobs, job => [code(job.name)], feature)),
    ),
    '## Pages',
    '',
    'What browsers and calendar programs ask for.',
    '',
    ...table(
      ['feature', 'path'],
      features.flatMap(feature => of(feature.pages, page => [code(page.path)], feature)),
    ),
  ].join('\n');
}

/** Which documents an index has, where not all. */
function partly({ partialFilterExpression: filter, expireAfterSeconds: s }: IndexDescription): string {
  if (s !== undefined) return ` (kept ${s / 86_400} days)`;
  return filter ? ` where ${code(Object.keys(filter).join(', '))}` : '';
}
