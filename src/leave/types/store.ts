import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../../db/documents.ts';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import { builtinType } from '../../leave-record/types/builtin.ts';
import { type LeaveType, leaveTypeSchema } from '../../leave-record/types/definition.ts';
import { eventRuleSchema } from '../../leave-record/types/event-rule.ts';
import { defined } from '../../shared/defined.ts';
import type { Effect } from '../../shared/effects.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import { type TypeEntry, typeEntrySchema } from './editing.ts';

const docSchema = z.object({
  _id: z.string(),
  team: z.string(),
  ...leaveTypeSchema.shape,
  history: z.array(typeEntrySchema),
  effects: z.array(effectSchema),
});

/** A type that was made or changed; it is switched off, never deleted. */
export type LeaveTypeDoc = z.infer<typeof docSchema>;

const keptSchema = z.object({
  id: z.string(),
  worked: z.boolean(),
  rule: eventRuleSchema.pick({ own: true }).exactOptional(),
});

/** Parts that types did not have when they were stored; of a built-in one what Daybook brings, and always its law. */
function withNewParts(doc: unknown): unknown {
  const found = keptSchema.safeParse(doc).data;
  if (!found) return doc;
  const {
    decided = true,
    attendance = found.worked ? 'attended' : 'tenure',
    rule: law,
    openEnd,
    longLeave,
    paidOut,
  } = builtinType(found.id) ?? {};
  const rule = law && { ...law, ...found.rule };
  return { ...defined({ decided, attendance, openEnd, longLeave, paidOut }), ...(doc as object), ...defined({ rule }) };
}

const LEAVE_TYPES = 'leaveTypes';

export const leaveTypeDocs = stored(LEAVE_TYPES, {
  indexes: [{ key: { team: 1, id: 1 }, name: 'by-team' }],
  owes: true,
  schema: z.preprocess(withNewParts, docSchema),
});

function leaveTypeStore(db: Db) {
  const types = versionedStore(db, leaveTypeDocs);
  return {
    all: (team: string): Promise<LeaveTypeDoc[]> => types.find({ team }),
    /** Stores a version that follows the one that `type` was made from. False: somebody was faster. */
    save: (
      team: string,
      { version, ...type }: LeaveType,
      entry: TypeEntry,
      effects: Effect[] = [],
    ): Promise<boolean> => {
      const _id = `${team}:${type.id}`;
      return version > 1
        ? types.save({ _id, version: version - 1 }, type, { history: [entry], effects })
        : types.insert({ _id, team, ...type, history: [entry], effects });
    },
  };
}

export const leaveTypes = perWorkspace(ws => leaveTypeStore(ws.db));
