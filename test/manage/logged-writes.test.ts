import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeDays } from '../../src/absence/actions.ts';
import { addOffice } from '../../src/administration/offices.ts';
import { changeTeam } from '../../src/administration/teams/actions.ts';
import { routes, saveRoutes } from '../../src/approvals/routes-store.ts';
import { previewBatch, storeBatch } from '../../src/balances/batch/actions.ts';
import { changeNotices } from '../../src/board/change.ts';
import { giveGrant, setAttended } from '../../src/grants/actions.ts';
import { reverseGrant } from '../../src/grants/taking-back.ts';
import { requestLeave } from '../../src/leave/actions.ts';
import { blocked, saveBlocked } from '../../src/leave/blocked/store.ts';
import { switchType } from '../../src/leave/types/library.ts';
import { USUAL_LAYOUT } from '../../src/payroll/layout.ts';
import { saveLayout } from '../../src/payroll/layout-store.ts';
import { sendAll } from '../../src/promotion/actions.ts';
import { cancelAfter, leaverOf, settle } from '../../src/settlement/actions.ts';
import { LOG, LOGGED, type Logged } from '../../src/shared/owed-log.ts';
import { changeMonth } from '../../src/timesheets/closing/actions.ts';
import type { Workspace } from '../../src/workspace/workspace.ts';
import { commandsOf, type Sent } from '../support/commands.ts';
import { type Company, generatedCompany } from '../support/company.ts';
import { serverUri, testDatabase } from '../support/database.ts';

const TODAY = '2026-11-30';
const LAST_DAY = '2026-12-18';

interface Case {
  /** the collection whose write carries the entry */
  in: string;
  does(ws: Workspace): Promise<unknown>;
}

let by: string;
let hana: string;
const grant = (key: string) => ({ kind: 'extra', days: '1', on: TODAY, usableUntil: '', why: key });
const blackout = { id: 'b', from: '2027-01-04', to: '2027-01-05', reason: 'stock' };

/** In this order; what only a press does names the flow that reads its entry. */
const CASES: Record<Logged, Case | { flow: string }> = {
  'settings.policy': {
    in: 'settings',
    does: async ws => {
      const proposal = await ws.policies.propose({ reports: { daily: false } }, TODAY);
      return proposal.ok && ws.policies.change(by, proposal.proposed, 'policy');
    },
  },
  'settings.calendar': {
    in: 'calendars',
    does: ws =>
      changeDays(ws, by, { do: 'add', kind: 'company', from: '2026-12-24', to: '2026-12-24', name: 'x' }, 'day'),
  },
  'settings.layout': { in: 'payrollLayouts', does: ws => saveLayout(ws, by, { ...USUAL_LAYOUT, hours: 'minutes' }, 0) },
  'settings.office': {
    in: 'offices',
    does: ws => {
      const values = { zone: 'Asia/Seoul', holidays: 'kr', region: null, language: 'ko' } as const;
      return addOffice(ws, by, { name: 'Busan', values, from: '' }, 'office');
    },
  },
  'people.org-team': {
    in: 'teams',
    does: ws => changeTeam(ws, by, { do: 'add', id: 'night', change: { name: 'Night' } }, 'team'),
  },
  'settings.team-notices': {
    in: 'teamNotices',
    does: ws => changeNotices(ws, by, 'night', { board: false }, 'notices'),
  },
  'people.facts': { in: 'people', does: ws => ws.rights.changePerson(by, hana, { lastDay: LAST_DAY }, 'last day') },
  'people.import': { flow: 'people' },
  'leave.type': {
    in: 'leaveTypes',
    does: ws => switchType(ws, { user: by, key: 'type', say: t => JSON.stringify(t) }, 'unpaid', true),
  },
  'leave.blocked': {
    in: 'leaveBlocked',
    does: async ws => saveBlocked(ws, await blocked(ws).get(ws.team), [blackout], { now: blackout }, by),
  },
  'leave.grant': { in: 'ledgers', does: ws => giveGrant(ws, by, hana, grant('grant'), 'grant') },
  'leave.grant-taken-back': { in: 'ledgers', does: ws => reverseGrant(ws, by, hana, 'hand:grant', 'wrong') },
  'leave.grants': {
    in: 'grantBatches',
    does: async ws => {
      const input = { filled: grant('batch'), scope: { of: 'all' }, longLeave: false, tell: false } as const;
      const preview = await previewBatch(ws, by, input);
      return preview.ok && storeBatch(ws, by, preview, { key: 'batch', view: 'V', tell: false });
    },
  },
  'leave.attended': {
    in: 'ledgers',
    does: ws => setAttended(ws, by, hana, { absentMonths: [], lowYears: '1: 6', why: 'x' }, 'attended'),
  },
  'leave.promotion': { in: 'runs', does: ws => sendAll(ws, by, 'send') },
  'requests.cancelled-for': { in: 'requests', does: ws => cancelAfter(ws, by, hana, 'cancel') },
  'leave.settlement': {
    in: 'ledgers',
    does: async ws => {
      const found = await leaverOf(ws, hana);
      return found.ok && settle(ws, by, hana, found.leaver.mark, 'settle');
    },
  },
  'time.correction': { flow: 'corrections' },
  'time.month-closed': {
    in: 'months',
    does: ws => changeMonth(ws, by, '2026-10', { do: 'close', reason: 'x' }, 'close'),
  },
  'time.month-reopened': {
    in: 'months',
    does: ws => changeMonth(ws, by, '2026-10', { do: 'reopen', reason: 'x' }, 'reopen'),
  },
  'requests.entered-for': { flow: 'acting' },
  'requests.changed-for': { flow: 'acting' },
  'requests.decided-for': { flow: 'acting' },
  'requests.route': {
    in: 'routes',
    does: async ws => {
      const rule = { kind: 'leave', when: [], steps: [], stands: true } as const;
      return saveRoutes(ws, await routes(ws).get(ws.team), [{ ...rule, when: [], steps: [] }], by);
    },
  },
  'requests.form': { flow: 'forms' },
  'requests.delegation': { flow: 'routes' },
  'files.export': { flow: 'payroll' },
  'jobs.run': { flow: 'manage' },
};

describe('the entry of the log', () => {
  let company: Company;
  let ws: Workspace;
  let watched: ReturnType<typeof commandsOf>;

  beforeAll(async () => {
    const uri = await serverUri();
    const database = await testDatabase(`${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true`);
    company = await generatedCompany({ people: 9, days: 40, now: Date.parse(`${TODAY}T10:53:00+09:00`), database });
    ({ ws } = await company.open());
    by = company.seeded.owner;
    hana = company.seeded.people.hana;
    const afterLastDay = { type: 'sick', from: '2026-12-21', to: '2026-12-22', reason: 'x' };
    expect(await requestLeave(ws, hana, afterLastDay, 'after')).toMatchObject({ ok: true });
    watched = commandsOf(database.client, database.database.bulkClient);
  });
  afterAll(async () => {
    watched?.stop();
    await company?.close();
  });

  it('is known for everything that is logged', () => {
    const all = Object.entries(LOGGED).flatMap(([kind, of]) => of.map(what => `${kind}.${what}`));
    expect(Object.keys(CASES).toSorted()).toEqual(all.toSorted());
  });

  it.each(Object.entries(CASES))('%s stands in the write of the change itself', async (what, of) => {
    if ('flow' in of) {
      const flow = readFileSync(`test/flows/${of.flow}.test.ts`, 'utf8');
      expect(flow.split('\n').filter(line => line.includes(`'${what}'`))).not.toEqual([]);
      return;
    }
    const from = watched.sent.length;
    await of.does(ws);
    const writes = watched.sent.slice(from).filter(s => carries(s, what));
    expect([what, writes.map(s => s.collection)]).toEqual([what, [of.in]]);
    expect(writes.map(changedBy).filter(fields => fields.length === 0)).toEqual([]);
  });
});

interface Write {
  documents?: Record<string, unknown>[];
  updates?: { u: Record<string, object> }[];
}

/** An effect with this entry among what a command stores; the log's own document comes later. */
const carries = ({ collection, command }: Sent, what: string): boolean => {
  const { documents, updates } = command as Write;
  return collection !== LOG && JSON.stringify([documents, updates]).includes(`"what":"${what}"`);
};

/** What it stores beside effects. */
const changedBy = ({ command }: Sent): string[] => {
  const { documents = [], updates = [] } = command as Write;
  const fields = [...documents, ...updates.flatMap(({ u }) => Object.values(u))].flatMap(of => Object.keys(of));
  return fields.filter(field => !['_id', 'team', 'version', 'effects'].includes(field));
};
