import { z } from 'zod';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';
import type { Owed } from '../shared/effects.ts';
import { owedHome } from '../workspace/home.ts';
import { promotionDocs } from './store.ts';

/** What was prepared by the time of the press. */
export const sendPrepared = effect('promotion-send', [runDocs], z.object({ by: z.string(), at: z.number() }));

export const noticeDue = effect('promotion-notice', [promotionDocs]);

export const noticeChanged = effect('promotion-show', [promotionDocs]);

/** `key`: of the entry. */
export const datesDesignated = effect('promotion-designated', [promotionDocs], z.object({ key: z.string() }));

/** `file`: already uploaded, perhaps. */
export const evidenceDue = effect('promotion-evidence', [runDocs], z.object({ file: z.string().exactOptional() }));

export const digestDue = effect('promotion-digest', [runDocs]);

/** Redraws a sent notice and its person's Home. */
export const owedShown = (user: string): Owed[] => [noticeChanged.owed({ lane: 'notice', to: user }), owedHome(user)];
