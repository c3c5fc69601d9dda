import type { KnownBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { adminAction, adminCallback, adminInput } from './administration-ids.ts';
import { VALUE } from './ids.ts';
import { checkboxes, labelled, radioButtons } from './inputs.ts';
import {
  actions,
  button,
  context,
  divider,
  joined,
  literal,
  type Modal,
  modal,
  notice,
  option,
  section,
} from './kit.ts';
import { type TouchedModel, touchedBlocks } from './touched.ts';

const NAME = 60;
const CHUNK = 2800;
/** Sections for each of the two lists: some hundred lines; the rest is counted. */
const SECTIONS = 8;

/** The form with the file. `columns`: the headers it may have, as they are written. */
export function importModal(m: { columns: string[]; most: number }, w: Words): Modal {
  return modal({
    callbackId: adminCallback.importFile,
    title: w.people.importTitle,
    submit: w.people.check,
    close: w.common.close,
    blocks: [
      section(w.people.importWhat),
      actions(
        button(adminAction.exportPeople, w.people.exportPeople),
        button(adminAction.importTemplate, w.people.template),
      ),
      section(w.people.importColumns(m.columns.map(c => `\`${c}\``).join(' '))),
      labelled(
        adminInput.file,
        w.people.file,
        { type: 'file_input', action_id: VALUE, max_files: 1 },
        { hint: w.people.fileHint(m.most) },
      ),
    ],
  });
}

/** Shown while a file is read or imported, which takes longer than an answer to Slack may. */
export const importWaiting = (is: 'reading' | 'importing', w: Words): Modal =>
  notice(
    adminCallback.importDone,
    w.people.importTitle,
    is === 'reading' ? w.people.reading : w.people.importing,
    w.common.close,
  );

/** Why the file as a whole cannot be taken; the sentence may hold user text, which is made literal here. */
export const importRefused = (sentence: string, w: Words): Modal =>
  notice(adminCallback.importDone, w.people.importTitle, `:warning: ${literal(sentence, 1000)}`, w.common.close);

export interface ImportModel {
  changes: number;
  unchanged: number;
  /** lines that have a problem */
  bad: number;
  /** `column` and `reason` are words; `value` and `about` are raw */
  problems: { line: number; column?: string; value?: string; reason: string; about?: string }[];
  /** `what`: each change in words, raw */
  rows: { line: number; name: string; what: string[] }[];
  /** headers that nobody knows, raw */
  /** paths of teams that the import makes */
  newTeams: string[];
  /** whose leave, hours and times it changes */
  touched?: readonly TouchedModel[] | 'failed';
  ignored: string[];
  /** opening balances that would be stored, and how many differ from the policy's own computation */
  openings?: { count: number; different: number };
  /** it is not what was shown before */
  changedMeanwhile: boolean;
  /** the file */
  file: string;
  /** the file, and what its preview stands for */
  metadata: string;
}

/** What the file would change and what is wrong with it, before anything is changed. */
export function importCheckModal(m: ImportModel, w: Words): Modal {
  const blocks: KnownBlock[] = [];
  if (m.changedMeanwhile) blocks.push(section(w.people.changedMeanwhile));
  blocks.push(section(w.people.importSummary(m)));
  if (m.newTeams.length > 0)
    blocks.push(
      context(w.people.newTeams(w.list(m.newTeams.slice(0, 30).map(t => literal(t, 80))), m.newTeams.length)),
    );
  if (m.ignored.length > 0)
    blocks.push(
      context(
        w.people.ignored(
          joined(
            m.ignored.slice(0, 50).map(i => literal(i, 40)),
            w.andMore,
            1500,
          ),
        ),
      ),
    );
  if (m.problems.length > 0)
    blocks.push(
      divider(),
      ...listed(
        w.people.badLines,
        m.problems.map(p => problemLine(p, w)),
        w,
      ),
      unreadButton(m.file, w),
    );
  if (m.rows.length > 0)
    blocks.push(
      divider(),
      ...listed(
        w.people.willChange,
        m.rows.map(
          r =>
            `${w.people.line(r.line)} · *${literal(r.name, NAME)}* · ${r.what.map(t => literal(t, 160)).join(' · ')}`,
        ),
        w,
      ),
    );
  else blocks.push(section(w.people.nothingToImport));
  if (m.touched === 'failed') blocks.push(context(w.policy.touched.failed));
  else if (m.touched) blocks.push(...touchedBlocks(m.touched, w, { file: false }));
  if (m.openings) blocks.push(divider(), openingInput(m.openings, w));
  if (m.bad > 0 && m.rows.length > 0)
    blocks.push(
      labelled(adminInput.skipBad, w.people.skipBad, checkboxes([option('yes', w.people.skipBadOption(m.changes))]), {
        optional: true,
      }),
    );
  return modal({
    callbackId: adminCallback.importCheck,
    title: w.people.importTitle,
    ...(m.rows.length > 0 ? { submit: w.people.importNow } : {}),
    close: w.common.close,
    metadata: m.metadata,
    blocks,
  });
}

/** Which number stands, for all of the file. */
function openingInput(o: { count: number; different: number }, w: Words): KnownBlock {
  const options = (['file', 'policy'] as const).map(id => option(id, w.opening.take[id]));
  return labelled(adminInput.takeOpening, w.opening.which(o.count, o.different), radioButtons(options), {
    hint: w.opening.hint,
  });
}

/** Lines with errors as a file, to be mended and imported again. */
const unreadButton = (file: string, w: Words): KnownBlock =>
  actions(button(adminAction.unreadLines, w.people.unreadFile, { value: file }));

function problemLine(p: ImportModel['problems'][number], w: Words): string {
  const where = [w.people.line(p.line), ...(p.column ? [p.column] : [])].join(' · ');
  const value = p.value === undefined ? '' : ` “${literal(p.value, 60)}”`;
  return `${where}${value}: ${p.reason}${p.about === undefined ? '' : ` ${literal(p.about, NAME)}`}`;
}

/** Lines under a heading, in as many sections as they take, at most so many; what is left is counted. */
function listed(heading: string, lines: string[], w: Words): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let text = heading;
  for (const [i, line] of lines.entries()) {
    if (text.length + line.length + 1 > CHUNK) {
      blocks.push(section(text));
      if (blocks.length === SECTIONS) return [...blocks, context(w.people.moreLines(lines.length - i))];
      text = line;
    } else text += `\n${line}`;
  }
  return [...blocks, section(text)];
}

/** What the import did; `failed`: names, raw; `broke`: it ended early; `bad`: lines left out of the file. */
export function importDoneModal(
  m: { changed: number; opened: number; failed: string[]; broke: boolean; bad: number; file: string },
  w: Words,
): Modal {
  const blocks: KnownBlock[] = [section(w.people.importDone(m.changed))];
  if (m.opened > 0) blocks.push(section(w.opening.done(m.opened)));
  if (m.bad > 0) blocks.push(section(w.people.leftOut(m.bad)), unreadButton(m.file, w));
  if (m.failed.length > 0)
    blocks.push(
      section(
        (m.broke ? w.people.importBroke : w.people.importFailed)(
          joined(
            m.failed.map(n => literal(n, NAME)),
            w.andMorePeople,
            2000,
          ),
        ),
      ),
    );
  return modal({ callbackId: adminCallback.importDone, title: w.people.importTitle, close: w.common.close, blocks });
}
