import type { Owed } from '../../shared/effects.ts';
import { point } from '../../workspace/points.ts';

/** What follows a closing, owed by the month's document; `version`: how often it was closed, `file`: wanted. */
export const monthClosed = point<(by: string, closed: { version: number; file: boolean }) => Owed[]>('month closed');
