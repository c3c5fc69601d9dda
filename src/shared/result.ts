import type { Owed } from './effects.ts';
import type { Refusal } from './refusal.ts';

/** The change and its effects, or why not. */
export type Decision<Change> = { ok: true; change: Change; effects: Owed[] } | { ok: false; refusal: Refusal };

export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
