import { adminAction, adminCallback, adminInput } from '../../blocks/administration-ids.ts';
import type { Modal } from '../../blocks/kit.ts';
import {
  importCheckModal,
  importDoneModal,
  importModal,
  importRefused,
  importWaiting,
} from '../../blocks/people-import.ts';
import { bulk } from '../db/bulk.ts';
import { changed } from '../people/facts.ts';
import type { ImportOutcome, PreviewOutcome } from '../people/import/saving.ts';
import { BYTES_MAX, LINES_MAX } from '../people/import.ts';
import { owedLog } from '../shared/owed-log.ts';
import { within } from '../shared/within.ts';
import { choiceOf, choicesOf } from '../slack/form.ts';
import { found } from '../slack/metadata.ts';
import { filesOf } from '../slack/pickers.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { ModalAnswer, Press, Submission } from '../slack/router.ts';
import { troubleOf } from '../slack/trouble.ts';
import { slackFiles } from '../slack-api/files.ts';
import { redrawHomes } from '../workspace/home.ts';
import type { Routes } from '../workspace/routes.ts';
import { perWorkspace, type Workspace } from '../workspace/workspace.ts';
import { peopleFile } from './files.ts';
import { readImport } from './form.ts';
import { FIRST, peopleList, tellRoles } from './people-slack.ts';
import { openingBalances } from './points.ts';
import { fileProblemText, importColumns, importModel } from './present.ts';
import { touchedBySome } from './touched.ts';

const IMPORTS_KEPT = 50;
/** Some 20 ms a person; a longer count is given up, and says so. */
const COUNTING_MS = 60_000;

const files = perWorkspace(ws => slackFiles(ws.slack.interactive));

/** Running imports by key: a duplicate shows the same. */
const imports = perWorkspace(() => new Map<string, Promise<ImportOutcome>>());

async function fileSent(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const [file, more] = filesOf(s.state, adminInput.file);
  if (!file) return { errors: { [adminInput.file]: s.w.people.noFile } };
  if (more) return { errors: { [adminInput.file]: s.w.people.oneFile } };
  afterwards(ws, s, file, async bytes => {
    const preview = await ws.rights.preview(s.person.user, bytes, openingBalances.only(ws)(ws));
    return preview.ok ? checkModal(ws, s, file, preview, false) : refusedModal(preview, s);
  });
  return { update: importWaiting('reading', s.w) };
}

async function checked(ws: Workspace, s: Submission): Promise<ModalAnswer> {
  const about = found(readImport(s.metadata));
  const skipBad = choicesOf(s.state, adminInput.skipBad).includes('yes');
  // The choice exists only with bad lines.
  if (adminInput.skipBad in s.state && !skipBad) return { errors: { [adminInput.skipBad]: s.w.people.skipBadNeeded } };
  const take = choiceOf(s.state, adminInput.takeOpening) === 'policy' ? 'policy' : 'file';
  afterwards(ws, s, about.file, bytes => imported(ws, s, about, bytes, { skipBad, take }));
  return { update: importWaiting('importing', s.w) };
}

/** In the modal that waits. */
function afterwards(ws: Workspace, s: Submission, file: string, work: (bytes: Uint8Array) => Promise<Modal>): void {
  const { w, person } = s;
  const shown = async (): Promise<Modal> => {
    try {
      const content = await files(ws).download(file, person.user, BYTES_MAX);
      return content.ok ? await work(content.bytes) : importRefused(w.people.fileTrouble[content.trouble], w);
    } catch (error) {
      const o = { log: ws.log, now: () => ws.clock.now() };
      return importRefused(troubleOf(error, w, o, { user: person.user }).plain, w);
    }
  };
  s.later(() => bulk(() => redrawModal(ws.slack.interactive, s.viewId, shown)));
}

async function checkModal(
  ws: Workspace,
  { w }: Submission,
  file: string,
  preview: Parameters<typeof importModel>[0],
  changedMeanwhile: boolean,
): Promise<Modal> {
  const directory = await ws.rights.directory();
  const { rows, newTeams } = preview.plan;
  const changes = rows.flatMap(({ user, change }) => {
    const before = directory.people.get(user);
    return before ? [{ before, after: changed(before, change) }] : [];
  });
  const teams = [...directory.teams.stored, ...newTeams];
  const touched = (await within(COUNTING_MS, touchedBySome(ws, changes, { teams }))) ?? 'failed';
  return importCheckModal({ ...importModel(preview, { file, changedMeanwhile }, directory, w), touched }, w);
}

const refusedModal = (refused: Exclude<PreviewOutcome, { ok: true }>, { w }: Submission): Modal =>
  importRefused('denied' in refused ? w.people.denied[refused.denied] : fileProblemText(refused.problem, w), w);

async function imported(
  ws: Workspace,
  s: Submission,
  { file, digest }: { file: string; digest: string },
  bytes: Uint8Array,
  chosen: { skipBad: boolean; take: 'file' | 'policy' },
): Promise<Modal> {
  const key = `${s.key}:${digest}`;
  const kept = imports(ws);
  const openings = openingBalances.only(ws)(ws);
  const run = kept.get(key) ?? ws.rights.import(s.person.user, bytes, { digest, ...chosen, key }, openings);
  if (kept.size >= IMPORTS_KEPT) kept.clear();
  kept.set(key, run);
  const outcome = await run;
  if (!outcome.ok) return 'plan' in outcome ? checkModal(ws, s, file, outcome, true) : refusedModal(outcome, s);
  if (outcome.changed > 0) {
    const logged = owedLog({ what: 'people.import', by: s.person.user, count: outcome.changed });
    await ws.received.answer(`${key}:logged`, [logged]);
  }
  await tellRoles(ws, { person: s.person, key }, outcome.roles);
  s.later(async () => {
    await redrawModal(ws.slack.interactive, s.beneath, () => peopleList.draw(ws, s, FIRST));
    await redrawHomes(ws, [s.person.user]);
  });
  return importDoneModal({ ...outcome, file }, s.w);
}

const sendFile = (what: 'people' | 'template' | 'unread') => async (ws: Workspace, press: Press) => {
  const to = press.person.user;
  const source = what === 'unread' ? { source: press.value } : {};
  await ws.received.answer(press.key, [
    peopleFile.owed({ lane: peopleFile.kind, to, data: { what, ...source } }),
    ...(what === 'people' ? [owedLog({ what: 'files.export', by: to, now: { file: 'people' } })] : []),
  ]);
  press.tellLater(press.w.policy.touched.fileComing);
};

const right = { may: 'import-people' } as const;

/** A preview, then exactly its changes. */
export function importRoutes(r: Routes): void {
  r.open(adminAction.openImport, right, (_ws, press) =>
    press.open(importModal({ columns: importColumns(press.w), most: LINES_MAX }, press.w)),
  );
  r.press(adminAction.exportPeople, right, sendFile('people'));
  r.press(adminAction.importTemplate, right, sendFile('template'));
  r.press(adminAction.unreadLines, right, sendFile('unread'));
  r.submit(adminCallback.importFile, right, fileSent);
  r.submit(adminCallback.importCheck, right, checked, readImport);
}
