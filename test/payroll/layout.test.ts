import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { words } from '../../src/i18n/index.ts';
import { TOTAL_COLUMNS, USUAL } from '../../src/payroll/columns.ts';
import { chosenIn, layoutText, readLayout } from '../../src/payroll/layout.ts';

const ko = words('ko');
const none = { columns: [] };

describe('a layout of the payroll file', () => {
  it('is read in the order of its lines, with own headings', () => {
    expect(readLayout('이름\n\n 연장 근무 = 연장수당 시간\nnumber', none, ko)).toEqual({
      ok: true,
      columns: [{ id: 'name' }, { id: 'overtime', heading: '연장수당 시간' }, { id: 'number' }],
    });
  });

  it.each([
    ['', { code: 'no-column' }],
    ['이름\n급여', { code: 'unknown', line: 2, text: '급여' }],
    ['이름\n이름 = 성명', { code: 'twice', line: 2, text: '이름' }],
    [`이름 = ${'가'.repeat(41)}`, { code: 'too-long', line: 1, text: '이름' }],
    ['이름 = 사번\n사번', { code: 'same-heading', text: '사번' }],
  ])('%j is refused', (text, problem) => {
    expect(readLayout(text, none, ko)).toEqual({ ok: false, problem });
  });

  it('keeps columns that this version does not know', () => {
    const before = { columns: [{ id: 'name' }, { id: 'of-a-later-version', heading: '수당' }] };
    expect(chosenIn(before)).toEqual([{ id: 'name' }]);
    expect(readLayout('사번', before, ko)).toEqual({
      ok: true,
      columns: [{ id: 'number' }, { id: 'of-a-later-version', heading: '수당' }],
    });
  });

  it('is read back as it is shown', () => {
    const column = fc.record({ id: fc.constantFrom(...TOTAL_COLUMNS), n: fc.nat(3) });
    fc.assert(
      fc.property(fc.uniqueArray(column, { selector: c => c.id, minLength: 1 }), list => {
        const columns = list.map(({ id, n }, i) =>
          n === 0 && id !== 'leaveTypes' ? { id, heading: `=제목 ${i}` } : { id },
        );
        expect(readLayout(layoutText({ columns }, ko), none, ko)).toEqual({ ok: true, columns });
      }),
    );
    expect(readLayout(layoutText({ columns: USUAL }, ko), none, ko)).toEqual({ ok: true, columns: USUAL });
  });
});
