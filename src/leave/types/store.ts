import type { Db } from 'mongodb';
import { z } from 'zod';
import { effectSchema } from '../../db/documents.ts';
import { stored } from '../../db/stored.ts';
import { versionedStore } from '../../db/versioned-store.ts';
import { builtinType } from '../../leave-record/types/builtin.ts';
import { type LeaveType, leaveTypeSchema } from '../../leave-record/types/definition.ts';
import { defined } from '../../shared/defined.ts';
import { perWorkspace } from '../../workspace/workspace.ts';
import { type TypeEntry, typeEntrySchema } from './editing.ts';

const docSchema = z.object({
  _id: z.string(),
  team: z.string(),
  ...leaveTypeSchema.shape,
  history: z.array(typeEntrySchema),
  /** a type owes nobody anything, but every versioned document has them */
  effects: z.array(effectSchema),
});

/** A type that was made or changed; it is switched off, never deleted. */
export type LeaveTypeDoc = z.infer<typeof docSchema>;

/** Parts that types did not have when they were stored: of a built-in one what Daybook brings. */
function withNewParts(doc: unknown): unknown {
  const found = z.object({ id: z.string(), worked: z.boolean() }).safeParse(doc).data;
  if (!found) return doc;
  const {
    decided = true,
    attendance = found.worked ? 'attended' : 'tenure',
    rule,
    openEnd,
    longLeave,
  } = builtinType(found.id) ?? {};
  return { ...defined({ decided, attendance, rule, openEnd, longLeave }), ...(doc as object) };
}

const LEAVE_TYPES = 'leaveTypes';

export const leaveTypeDocs = stored(LEAVE_TYPES, {
  indexes: [{ key: { team: 1, id: 1 }, name: 'by-team' }],
  schema: z.preprocess(withNewParts, docSchema),
});

function leaveTypeStore(db: Db) {
  const types = versionedStore(db, leaveTypeDocs);
  return {
    all: (team: string): Promise<LeaveTypeDoc[]> => types.find({ team }),
    /** Stores a version that follows the one that `type` was made from. False: somebody was faster. */
    save: (team: string, { version, ...type }: LeaveType, entry: TypeEntry): Promise<boolean> => {
      const _id = `${team}:${type.id}`;
      return version > 1
        ? types.save({ _id, version: version - 1 }, type, { history: [entry] })
        : types.insert({ _id, team, ...type, history: [entry], effects: [] });
    },
  };
}

export const leaveTypes = perWorkspace(ws => leaveTypeStore(ws.db));
