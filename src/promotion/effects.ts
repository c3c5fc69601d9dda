import { z } from 'zod';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';
import type { Owed } from '../shared/effects.ts';
import { owedHome } from '../workspace/home.ts';
import { promotionDocs } from './store.ts';

/** Sends what was prepared by the time of the press. */
export const sendPrepared = effect('promotion-send', [runDocs], z.object({ by: z.string(), at: z.number() }));

/** The notice, by direct message. */
export const noticeDue = effect('promotion-notice', [promotionDocs]);

/** Redraws the notice where it was sent. */
export const noticeChanged = effect('promotion-show', [promotionDocs]);

/** Tells the person which dates were designated; `key`: of the entry. */
export const datesDesignated = effect('promotion-designated', [promotionDocs], z.object({ key: z.string() }));

/** The evidence for whoever asked for it; `file`: the one that Slack may have already. */
export const evidenceDue = effect('promotion-evidence', [runDocs], z.object({ file: z.string().exactOptional() }));

/** Tells an administrator what is to be done. */
export const digestDue = effect('promotion-digest', [runDocs]);

/** A notice that was sent has changed: its message and its person's Home show it. */
export const owedShown = (user: string): Owed[] => [noticeChanged.owed({ lane: 'notice', to: user }), owedHome(user)];
