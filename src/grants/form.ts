import { z } from 'zod';
import { VALUE } from '../../blocks/ids.ts';
import { ledgerInput } from '../../blocks/ledger-ids.ts';
import { choiceOf, choicesOf, dateOf, type FormState, textOf } from '../slack/form.ts';
import { readMetadata } from '../slack/metadata.ts';
import { userOf } from '../slack/pickers.ts';
import { ANNUAL } from './ledger/types.ts';
import type { FilledAttended, FilledGrant } from './rules.ts';

export const querySchema = z.object({
  user: z.string(),
  pool: z.string().default(ANNUAL),
  page: z.int().min(1).default(1),
  /** the n-th employment that ended, from 0; absent: the one of today */
  ended: z.int().min(0).optional(),
});
export type StatementQuery = z.infer<typeof querySchema>;

const filledSchema = z.object({
  kind: z.string(),
  days: z.string(),
  on: z.string(),
  usableUntil: z.string(),
  why: z.string(),
});
const grantMetadataSchema = z.object({ user: z.string(), key: z.string(), filled: filledSchema });

/** A previewed grant; `key` recognises repeated confirmations. */
export type GrantMetadata = z.infer<typeof grantMetadataSchema>;
export const grantMetadata = (given: GrantMetadata): string => JSON.stringify(given);
export const readGrantMetadata = (metadata: string): GrantMetadata | undefined =>
  readMetadata(grantMetadataSchema, metadata);

/** A grant as it is typed, of one person or several. */
export const filledGrant = (state: FormState): FilledGrant => ({
  kind: choiceOf(state, ledgerInput.kind) ?? '',
  days: textOf(state, ledgerInput.days),
  on: dateOf(state, ledgerInput.on) ?? '',
  usableUntil: dateOf(state, ledgerInput.usableUntil) ?? '',
  why: textOf(state, ledgerInput.why),
});

export const readGiveForm = (state: FormState): { user: string | undefined; filled: FilledGrant } => ({
  user: userOf(state, ledgerInput.user),
  filled: filledGrant(state),
});

const aboutSchema = z.object({ user: z.string(), id: z.string().default('') });
export type About = z.infer<typeof aboutSchema>;
export const readAbout = (metadata: string): About | undefined => readMetadata(aboutSchema, metadata);

export const whyOf = (state: FormState): string => textOf(state, ledgerInput.why);

export const readAttendedForm = (state: FormState): FilledAttended => ({
  absentMonths: choicesOf(state, ledgerInput.absentMonths, VALUE),
  lowYears: textOf(state, ledgerInput.lowYears),
  why: whyOf(state),
});
