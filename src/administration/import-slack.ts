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
import type { ImportOutcome, PreviewOutcome } from '../people/administer.ts';
import { BYTES_MAX, LINES_MAX } from '../people/import.ts';
import type { Clock } from '../shared/clock.ts';
import type { Log } from '../shared/log.ts';
import { choiceOf, choicesOf } from '../slack/form.ts';
import { denied } from '../slack/form-modal.ts';
import { found } from '../slack/metadata.ts';
import { filesOf } from '../slack/pickers.ts';
import { redrawModal } from '../slack/redraw.ts';
import type { Router, Submission } from '../slack/router.ts';
import { troubleOf } from '../slack/trouble.ts';
import type { SlackFiles } from '../slack-api/files.ts';
import { type AdministrationParts, FIRST, peopleList, tellRoles } from './administration-slack.ts';
import { readImport } from './form.ts';
import { fileProblemText, importColumns, importModel } from './present.ts';

interface Parts extends AdministrationParts {
  files: SlackFiles;
  clock: Clock;
  log: Log;
}

const IMPORTS_KEPT = 50;

/** People from a file: what it would change is shown first, and that is what is imported. */
export function importSlack(router: Router, o: Parts): void {
  /** of this process, so that a submission that comes twice imports once and says the same */
  const imports = new Map<string, Promise<ImportOutcome>>();

  router.opens(adminAction.openImport, async press => {
    const { w } = press;
    const denied = await o.administration.allows(press.person.user, 'import-people');
    if (denied !== 'yes') return press.tell(w.people.denied[denied]);
    await press.open(importModal({ columns: importColumns(w), most: LINES_MAX }, w));
  });

  router.submit(adminCallback.importFile, async s => {
    const may = await o.administration.allows(s.person.user, 'import-people');
    if (may !== 'yes') return denied(may, s.w);
    const [file, more] = filesOf(s.state, adminInput.file);
    if (!file) return { errors: { [adminInput.file]: s.w.people.noFile } };
    if (more) return { errors: { [adminInput.file]: s.w.people.oneFile } };
    afterwards(s, file, bytes => previewed(s, file, bytes));
    return { update: importWaiting('reading', s.w) };
  });

  router.submitAbout(adminCallback.importCheck, readImport, async s => {
    const { w } = s;
    const may = await o.administration.allows(s.person.user, 'import-people');
    if (may !== 'yes') return denied(may, w);
    const about = found(readImport(s.metadata));
    const skipBad = choicesOf(s.state, adminInput.skipBad).includes('yes');
    // The choice is there only where lines are bad.
    if (adminInput.skipBad in s.state && !skipBad) return { errors: { [adminInput.skipBad]: w.people.skipBadNeeded } };
    const take = choiceOf(s.state, adminInput.takeOpening) === 'policy' ? 'policy' : 'file';
    afterwards(s, about.file, bytes => imported(s, about, bytes, { skipBad, take }));
    return { update: importWaiting('importing', w) };
  });

  /** Fetches the file and shows what `work` makes of it, in the modal that waits. */
  function afterwards(s: Submission, file: string, work: (bytes: Uint8Array) => Promise<Modal>): void {
    const { w, person } = s;
    const shown = async (): Promise<Modal> => {
      try {
        const found = await o.files.download(file, person.user, BYTES_MAX);
        return found.ok ? await work(found.bytes) : importRefused(w.people.fileTrouble[found.trouble], w);
      } catch (error) {
        const { log, clock } = o;
        return importRefused(troubleOf(error, w, { log, now: () => clock.now() }, { user: person.user }).plain, w);
      }
    };
    s.later(() => bulk(() => redrawModal(o.client, s.viewId, shown)));
  }

  async function checkModal(
    s: Submission,
    file: string,
    found: Parameters<typeof importModel>[0],
    changedMeanwhile: boolean,
  ): Promise<Modal> {
    const d = await o.administration.directory();
    return importCheckModal(importModel(found, { file, changedMeanwhile }, d, s.w), s.w);
  }

  const refusedModal = (found: Exclude<PreviewOutcome, { ok: true }>, { w }: Submission): Modal =>
    importRefused('denied' in found ? w.people.denied[found.denied] : fileProblemText(found.problem, w), w);

  async function previewed(s: Submission, file: string, bytes: Uint8Array): Promise<Modal> {
    const found = await o.administration.preview(s.person.user, bytes);
    return found.ok ? checkModal(s, file, found, false) : refusedModal(found, s);
  }

  async function imported(
    s: Submission,
    about: { file: string; digest: string },
    bytes: Uint8Array,
    chosen: { skipBad: boolean; take: 'file' | 'policy' },
  ): Promise<Modal> {
    const key = `${s.key}:${about.digest}`;
    const { digest } = about;
    const changed: string[] = [];
    const roles = (users: readonly string[]): void => void changed.push(...users);
    const run = imports.get(key) ?? o.administration.import(s.person.user, bytes, { digest, ...chosen, key, roles });
    if (imports.size >= IMPORTS_KEPT) imports.clear();
    imports.set(key, run);
    const outcome = await run;
    if (!outcome.ok) return 'plan' in outcome ? checkModal(s, about.file, outcome, true) : refusedModal(outcome, s);
    await tellRoles(o, { person: s.person, key }, changed);
    s.later(async () => {
      await redrawModal(o.client, s.beneath, () => peopleList.draw(o, s, FIRST));
      await o.redrawHomes([s.person.user]);
    });
    return importDoneModal(outcome, s.w);
  }
}
