import { describe, expect, it } from 'vitest';
import { LINES_MAX, type PlanContext, previewImport } from '../../src/people/import.ts';
import { roleOf } from '../../src/people/may.ts';
import { organisationOf, teamIdFrom } from '../../src/people/organisation/rules.ts';
import type { Person } from '../../src/people/rules.ts';
import { person } from './people.ts';

const people = [
  person('UO', { owner: true, name: '김관리', email: 'kim@daybook.test', employeeNo: '1' }),
  person('U1', { name: '이민지', email: 'minji@daybook.test' }),
  person('U2', { name: '박하나', email: 'hana@daybook.test', employeeNo: '2', teamId: 't-dev' }),
  person('U3', { name: '정우진' }),
  person('U4', { name: '정우진' }),
  person('UX', { name: '최퇴사', email: 'left@daybook.test', deleted: true }),
];
const teams = organisationOf([
  { id: 't-dev', name: '개발팀' },
  { id: 't-east', name: '동부', parent: 't-dev' },
  { id: 't-sales', name: '영업팀' },
  { id: 't-sales-east', name: '동부', parent: 't-sales' },
]);
const context = (all: Person[] = people, more: Partial<PlanContext> = {}): PlanContext => ({
  people: new Map(all.map(p => [p.user, p])),
  today: '2026-11-24',
  teams,
  roleOf: p => roleOf(p, { named: [], leads: new Set() }),
  mayChange: () => 'yes',
  ...more,
});
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string | Uint8Array, ctx = context()) =>
  previewImport(typeof text === 'string' ? utf8(text) : text, ctx);

async function plan(text: string | Uint8Array, ctx = context()) {
  const found = await read(text, ctx);
  if (!found.ok) throw new Error(JSON.stringify(found.problem));
  return found.plan;
}
const problems = async (text: string, ctx = context()) =>
  (await plan(text, ctx)).problems.map(p => [p.line, p.code, p.column, p.value].filter(x => x !== undefined).join(' '));
const steps = async (text: string | Uint8Array) =>
  (await plan(text)).rows.map(
    r => `${r.user} ${r.steps.map(s => `${s.field}:${s.from ?? ''}>${s.to ?? ''}`).join(' ')}`,
  );

describe('a file', () => {
  it('has headers in Korean or English, commas, semicolons or tabs', async () => {
    const expected = ['U1 hiredOn:>2024-03-02 teamId:>t-sales'];
    expect(await steps('이메일,입사일,부서\nminji@daybook.test,2024-03-02,영업팀\n')).toEqual(expected);
    expect(await steps('\uFEFFE-mail;Hire date;Department\r\nMinji@Daybook.test;2024. 3. 2.;영업팀\r\n')).toEqual(
      expected,
    );
    expect(await steps('Slack ID\t입사 일자\t팀명\nu1\t20240302\t영업팀')).toEqual(expected);
    expect(await steps('이름,입사일,소속,비고\n이민지,2024년 3월 2일,"영업팀",""\n')).toEqual(expected);
  });

  it('has terms of one’s own, the day they count from, and the last day', async () => {
    const english = 'email,Last day,Arrangement,Own hours,Weekly schedule,Arrangement from\n';
    expect(await steps(`${english}minji@daybook.test,2026-12-31,fixed,22:00,"Mon, Wed, Fri 5 h",2026-12-01`)).toEqual([
      'U1 lastDay:>2026-12-31 arrangement:>fixed hours:>22:00 schedule:>mon 5:00, wed 5:00, fri 5:00 termsFrom:>2026-12-01',
    ]);
    expect(
      await steps('이메일,퇴사일,근무제,근무 시간대,근무 요일\nminji@daybook.test,,자율출퇴근,8:00~11:00,월수금 5시간'),
    ).toEqual(['U1 arrangement:>staggered hours:>08:00-11:00 schedule:>mon 5:00, wed 5:00, fri 5:00']);
    expect(await problems('이메일,근무제,근무 시간대,근무 요일\nminji@daybook.test,고정,8시쯤,언젠가')).toEqual([
      '2 bad-hours hours 8시쯤',
      '2 bad-schedule schedule 언젠가',
    ]);
    expect(await problems('이메일,근무제,근무 시간대\nminji@daybook.test,고정,08:00-11:00')).toEqual([
      '2 hours-do-not-fit hours 08:00-11:00',
    ]);
    // A column of days beside no terms of one's own says nothing.
    expect(await steps('이메일,적용일,팀\nminji@daybook.test,2026-12-01,영업')).toEqual([
      `U1 teamId:>${teamIdFrom('>영업')}`,
    ]);
  });

  it('may be as Korean Excel saves it: CP949, and signs beyond EUC-KR', async () => {
    // 이름,부서 / 이민지,똠방팀: the first sign of the team is only in CP949 (8c 63).
    const bytes = Uint8Array.from(
      Buffer.from('c0ccb8a72cbacebcad0d0ac0ccb9ceC1f62c8c63b9e6c6c00d0a'.toLowerCase(), 'hex'),
    );
    expect(await steps(bytes)).toEqual([`U1 teamId:>${teamIdFrom('>똠방팀')}`]);
  });

  it('may be UTF-16 with a byte order mark', async () => {
    const bytes = Buffer.from('\uFEFF이름\t팀\n이민지\t영업팀\n', 'utf16le');
    expect(await steps(new Uint8Array(bytes))).toEqual(['U1 teamId:>t-sales']);
  });

  it.each([',', ';', '\t'])(
    'may have every cell in quotes, as LibreOffice and others save it (%j)',
    async separator => {
      const lines = [['이름', '팀'].map(t => `"${t}"`), ['이민지', '영업팀'].map(t => `"${t}"`)];
      expect(await steps(lines.map(l => l.join(separator)).join('\n'))).toEqual(['U1 teamId:>t-sales']);
    },
  );

  const refused: [string, string | Uint8Array, object][] = [
    ['empty', '', { code: 'empty' }],
    ['only blanks', ' \n\n', { code: 'empty' }],
    ['a spreadsheet', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), { code: 'spreadsheet' }],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), { code: 'not-text' }],
    ['prose', 'Dear HR,\nplease add us.\n', { code: 'no-header', found: ['Dear HR', ''] }],
    ['nobody in it', '입사일,팀\n2024-01-01,A\n', { code: 'no-person' }],
    ['nothing to set', 'email,name\na@b.c,d\n', { code: 'no-facts' }],
    ['only a header', 'email,team\n', { code: 'no-lines' }],
    ['a column twice', 'email,팀,team\na,b,c\n', { code: 'header-twice', column: 'teamId' }],
    ['an open quote', 'email,team\n"minji@daybook.test,A\n', { code: 'broken-quotes' }],
    ['too large', new Uint8Array(2 * 1024 * 1024 + 1).fill(0x61), { code: 'too-large' }],
  ];
  it.each(refused)('%s: a clear answer', async (_, text, problem) => {
    expect(await read(text)).toMatchObject({ ok: false, problem });
  });

  it('has at most 2,000 lines', async () => {
    const lines = (n: number) => `email,team\n${'minji@daybook.test,A\n'.repeat(n)}`;
    expect((await read(lines(LINES_MAX))).ok).toBe(true);
    expect(await read(lines(LINES_MAX + 1))).toEqual({
      ok: false,
      problem: { code: 'too-many-lines', most: LINES_MAX },
    });
  });

  it('names columns that it leaves out', async () => {
    expect(await read('email,team,연봉\nminji@daybook.test,A,1\n')).toMatchObject({ ok: true, ignored: ['연봉'] });
  });
});

describe('a bad line is named with its number and reason', () => {
  const cases: [string, string[]][] = [
    ['email,team\nno@daybook.test,A', ['2 unknown-person email no@daybook.test']],
    ['email,team\nleft@daybook.test,A', ['2 not-an-employee email left@daybook.test']],
    ['name,team\n정우진,A', ['2 same-name name 정우진']],
    ['name,사번,팀\n이민지,2,A', ['2 contradiction employeeNo 2']],
    ['email,team\n,A', ['2 no-one-named']],
    ['email,team\nminji@daybook.test,A,B', ['2 too-many-cells']],
    ['email,team\n\nminji@daybook.test,A\nMINJI@daybook.test,B', ['3 person-twice', '4 person-twice']],
    ['email,입사일\nminji@daybook.test,3/2/24', ['2 not-a-date hiredOn 3/2/24']],
    ['email,입사일\nminji@daybook.test,2023-02-29', ['2 not-a-date hiredOn 2023-02-29']],
    ['email,manager\nminji@daybook.test,left@daybook.test', ['2 not-an-employee manager left@daybook.test']],
    ['email,manager\nminji@daybook.test,누구', ['2 unknown-manager manager 누구']],
    ['email,manager\nminji@daybook.test,정우진', ['2 same-name manager 정우진']],
    ['email,근무제\nminji@daybook.test,야근', ['2 unknown-arrangement arrangement 야근']],
    [`email,팀\nminji@daybook.test,${'가'.repeat(501)}`, ['2 too-long teamId']],
    [`email,팀\nminji@daybook.test,${'가'.repeat(61)}`, [`2 too-long teamId ${'가'.repeat(61)}`]],
    ['email,팀\nminji@daybook.test,동부', ['2 same-team-name teamId 동부']],
    ['email,role\nminji@daybook.test,boss', ['2 unknown-role role boss']],
    ['email,사번\nminji@daybook.test,2', ['2 number-taken employeeNo 2']],
    ['email,role\nkim@daybook.test,직원', ['2 last-owner role 직원']],
    [
      'email,manager,입사일\nminji@daybook.test,박하나,2024-13-01\nhana@daybook.test,이민지,x',
      ['2 not-a-date hiredOn 2024-13-01', '3 not-a-date hiredOn x'],
    ],
    [
      'email,manager\nminji@daybook.test,박하나\nhana@daybook.test,이민지',
      ['2 manager-loop manager 박하나', '3 manager-loop manager 이민지'],
    ],
    [
      'email,team,memo\n"minji@daybook.test","A","x\ny"\nno@daybook.test,A,',
      ['4 unknown-person email no@daybook.test'],
    ],
  ];
  it.each(cases)('%s', async (text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  it('that may not be made by whoever imports', async () => {
    const ctx = context(people, { mayChange: user => (user === 'U2' ? 'owners-only' : 'yes') });
    expect(await problems('email,role\nminji@daybook.test,hr\nhana@daybook.test,owner', ctx)).toEqual([
      '3 owners-only',
    ]);
  });
});

describe('what would change', () => {
  it('is the differences only', async () => {
    const text = 'email,사번,팀\nhana@daybook.test,2,개발팀\nminji@daybook.test,3,개발팀';
    expect(await plan(text)).toMatchObject({ unchanged: 1, bad: 0, rows: [{ line: 3, user: 'U1' }] });
  });

  it('a team is named by its path, and made with those above it where nobody has made it', async () => {
    const file = 'email,팀\nminji@daybook.test,영업팀>동부\nhana@daybook.test,연구소 > 1팀\nkim@daybook.test,연구소';
    const { rows, newTeams } = await plan(file);
    expect(rows.map(r => r.change.teamId)).toEqual(['t-sales-east', newTeams[1]?.id, newTeams[0]?.id]);
    expect(newTeams.map(({ name, parent }) => ({ name, parent }))).toEqual([
      { name: '연구소', parent: undefined },
      { name: '1팀', parent: newTeams[0]?.id },
    ]);
  });

  it('a team that only a bad line names is not made', async () => {
    const found = await plan('email,팀,입사일\nminji@daybook.test,연구소,bad\nhana@daybook.test,영업팀,2024-01-01');
    expect(found).toMatchObject({ newTeams: [], bad: 1 });
  });

  it('an empty cell changes nothing, a dash takes away', async () => {
    expect(await steps('email,사번,팀\nhana@daybook.test,,-')).toEqual(['U2 teamId:t-dev>']);
  });

  it('people swap numbers, and are named by numbers that the same file gives', async () => {
    expect(await steps('email,사번\nkim@daybook.test,2\nhana@daybook.test,1')).toEqual([
      'UO employeeNo:1>2',
      'U2 employeeNo:2>1',
    ]);
    expect(await steps('email,사번,상사\nminji@daybook.test,12,1\nhana@daybook.test,,12')).toEqual([
      'U1 employeeNo:>12 manager:>UO',
      'U2 manager:>U1',
    ]);
  });

  it('without the bad lines is good by itself', async () => {
    // Line 3 takes the number that line 2 gives up; line 2 is bad, so line 3 is too.
    const found = await plan(
      'email,사번,입사일\nhana@daybook.test,9,bad\nminji@daybook.test,2,2024-01-01\nkim@daybook.test,1,2020-01-01',
    );
    expect(found.problems.map(p => `${p.line} ${p.code}`)).toEqual(['2 not-a-date', '3 number-taken']);
    expect(found.rows.map(r => r.user)).toEqual(['UO']);
    expect(found.bad).toBe(2);
  });

  it('has a digest that stands for exactly these changes', async () => {
    const text = 'email,team\nminji@daybook.test,A';
    const [a, b] = [await read(text), await read(`${text}\nhana@daybook.test,개발팀`)];
    const c = await read(text, context(people.map(p => (p.user === 'U1' ? { ...p, teamId: 't-sales' } : p))));
    expect(a.ok && b.ok && a.digest === b.digest).toBe(true);
    expect(a.ok && c.ok && a.digest !== c.digest).toBe(true);
  });

  it('is found quickly for a file of 2,000 lines', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => person(`U${i}A`, { email: `p${i}@daybook.test` }));
    const all = [person('UO', { owner: true }), ...many];
    const lines = many.map(
      (p, i) => `${p.email},N${i},2024-01-01,${i === 0 ? '' : `p${Math.floor(i / 10)}@daybook.test`}`,
    );
    const started = performance.now();
    expect(await plan(['email,사번,입사일,manager', ...lines].join('\n'), context(all))).toMatchObject({ bad: 0 });
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
