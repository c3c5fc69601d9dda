import { z } from 'zod';
import { workdayDocs } from '../attendance/store.ts';
import { ledgerDocs } from '../grants/record/store.ts';
import { runDocs } from '../jobs/store.ts';
import { effect } from '../outbox/effect.ts';
import type { Owed } from '../shared/effects.ts';
import { owedHome } from '../workspace/home.ts';
import type { Notice } from './store.ts';

/** What was prepared by the time of the press. */
export const sendPrepared = effect('promotion-send', [runDocs], z.object({ by: z.string(), at: z.number() }));

const about = { notice: z.string() };

export const noticeDue = effect('promotion-notice', [ledgerDocs], z.object(about));

export const noticeChanged = effect('promotion-show', [ledgerDocs], z.object(about));

/** `key`: of the entry. */
export const datesDesignated = effect('promotion-designated', [ledgerDocs], z.object({ ...about, key: z.string() }));

/** The work of a designated day that was just begun. */
export const workBegun = effect('promotion-work-begun', [workdayDocs], z.object({ date: z.string() }));

/** Tells that it is not accepted. */
export const workRefused = effect('promotion-work-refused', [ledgerDocs], z.object({ ...about, date: z.string() }));

/** `file`: already uploaded, perhaps. */
export const evidenceDue = effect('promotion-evidence', [runDocs], z.object({ file: z.string().exactOptional() }));

export const digestDue = effect('promotion-digest', [runDocs]);

/** Effects of a notice follow one another. */
export const aboutNotice = ({ id, user }: Pick<Notice, 'id' | 'user'>) => ({
  ...{ lane: `notice:${id}`, to: user, data: { notice: id } },
});

/** Redraws a sent notice and its person's Home. */
export const owedShown = (notice: Notice): Owed[] => [noticeChanged.owed(aboutNotice(notice)), owedHome(notice.user)];
