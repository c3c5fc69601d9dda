import type { Owed } from './effects.ts';
import type { Refusal } from './refusal.ts';

export type Decision<Change> = { ok: true; change: Change; effects: Owed[] } | { ok: false; refusal: Refusal };

export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
