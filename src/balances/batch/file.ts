import { namesNobody, type Row, readTable } from '../../people/import/file.ts';
import { finder, type Missing } from '../../people/import/find.ts';
import { amountIn } from '../../people/import/openings.ts';
import type { FileProblem } from '../../people/import/problem.ts';
import { bare, columnOf as columnOfPerson } from '../../people/import/words.ts';
import type { Person } from '../../people/rules.ts';
import { defined } from '../../shared/defined.ts';
import { type Shown, sizeOf } from '../../shared/shown.ts';

const PERSON = ['slackId', 'email', 'employeeNo', 'name'] as const;
type AmountColumn = (typeof PERSON)[number] | 'amount' | 'why';

const AMOUNT = ['days', 'amount', 'granted', '일수', '부여일수', '부여', '휴가일수'];
const WHY = ['reason', 'why', 'note', '사유', '부여사유', '비고'];
const WHY_MAX = 300;

function columnOf(header: string): AmountColumn | undefined {
  if (AMOUNT.includes(bare(header))) return 'amount';
  if (WHY.includes(bare(header))) return 'why';
  const person = columnOfPerson(header);
  return PERSON.find(c => c === person);
}

/** A line with its person as it was written. `code`: why it is not taken. */
export interface AmountLine {
  line: number;
  cells: Row<AmountColumn>['cells'];
  written: readonly string[];
  code?: Missing | 'not-days' | 'too-many-cells' | 'too-long' | 'person-twice';
}

export type ReadAmounts =
  | { ok: true; lines: AmountLine[]; heads: readonly string[] }
  | { ok: false; problem: FileProblem };

/** Number, e-mail or name, with an amount (else the form's) and a reason (else the form's). */
export async function readAmounts(bytes: Uint8Array): Promise<ReadAmounts> {
  const file = await readTable<AmountColumn>(bytes, {
    columnOf,
    problem: columns => (namesNobody(columns) ? { code: 'no-person' } : undefined),
  });
  if (!file.ok) return file;
  const lines = file.rows.map(({ line, cells, written, tooLong, longCell }): AmountLine => {
    const long = longCell !== undefined || (cells.why?.length ?? 0) > WHY_MAX;
    const code = tooLong ? 'too-many-cells' : long ? 'too-long' : undefined;
    return { line, cells, written, ...defined({ code } as const) };
  });
  return { ok: true, lines, heads: file.heads };
}

interface Found {
  person: Person;
  amount?: Shown;
  why?: string;
}

/** Neither of two lines of a person is taken. */
export function recipientsIn(
  lines: readonly AmountLine[],
  people: Iterable<Person>,
): { found: Found[]; unread: AmountLine[] } {
  const find = finder(people);
  const read = lines.map((of): { of: AmountLine; found?: Found } => {
    if (of.code !== undefined) return { of };
    const who = find.line(of.cells);
    if (!who.ok) return { of: { ...of, code: who.code } };
    const amount = of.cells.amount === undefined ? undefined : amountIn(of.cells.amount);
    const wrong = of.cells.amount !== undefined && (amount === undefined || sizeOf(amount) <= 0);
    if (wrong) return { of: { ...of, code: 'not-days' } };
    return { of, found: { person: who.person, ...defined({ amount, why: of.cells.why }) } };
  });
  const times = new Map<string, number>();
  for (const { found } of read) if (found) times.set(found.person.user, (times.get(found.person.user) ?? 0) + 1);
  const twice = ({ person }: Found): boolean => (times.get(person.user) ?? 0) > 1;
  return {
    found: read.flatMap(r => (r.found && !twice(r.found) ? [r.found] : [])),
    unread: read.flatMap(({ of, found }) =>
      !found ? [of] : twice(found) ? [{ ...of, code: 'person-twice' as const }] : [],
    ),
  };
}
