import type { z } from 'zod';
import type { Words } from '../../i18n/index.ts';
import type { Text } from '../../shared/languages.ts';
import type { Field } from '../definition.ts';
import type { FieldKind } from './kind.ts';
import { numberKinds } from './number.ts';
import { pickedKinds } from './picked.ts';
import { textKinds } from './text.ts';
import { timeKinds } from './time.ts';

/** In administrators' order; names are in i18n (`forms.types`). */
const KINDS = { ...textKinds, ...numberKinds, ...timeKinds, ...pickedKinds } satisfies Record<
  keyof Words['forms']['types'],
  unknown
>;

export type FieldType = keyof typeof KINDS;
export const FIELD_TYPES = Object.keys(KINDS) as FieldType[];

/** With the question as it was, whatever changes later. */
export type Answer = {
  [T in FieldType]: { field: string; label: Text; type: T; value: z.infer<(typeof KINDS)[T]['value']> };
}[FieldType];

const kinds: Readonly<Record<string, FieldKind<unknown>>> = KINDS;

export const isFieldType = (type: string): type is FieldType => Object.hasOwn(KINDS, type);

/** A kind of a newer version is asked for as text. */
export const askedAs = ({ type }: Pick<Field, 'type'>): FieldType => (isFieldType(type) ? type : 'text');

export const kindFor = (of: Pick<Field, 'type'>): FieldKind<unknown> => kinds[askedAs(of)] as FieldKind<unknown>;
