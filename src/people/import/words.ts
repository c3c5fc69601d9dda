import { isDate } from '../../calendar/rules.ts';
import { LONGEST, normal } from '../../shared/text.ts';
import type { Arrangement, Protection, Role } from '../roles.ts';
import type { OfficeName } from '../rules.ts';

export const COLUMNS = [
  'slackId',
  'email',
  'employeeNo',
  'name',
  'hiredOn',
  'lastDay',
  'teamId',
  'manager',
  'arrangement',
  'hours',
  'schedule',
  'protection',
  'office',
  'termsFrom',
  'role',
  'openingDays',
  'openingOn',
  'openingUntil',
] as const;
export type Column = (typeof COLUMNS)[number];

/** Ignoring spaces, case and punctuation. */
const HEADERS: Readonly<Record<Column, readonly string[]>> = {
  slackId: ['slackid', 'slackuserid', 'userid', 'memberid', '슬랙id', '슬랙아이디', '사용자id', '멤버id'],
  email: ['email', 'emailaddress', 'mail', '이메일', '이메일주소', '메일', '전자우편'],
  employeeNo: ['employeeno', 'employeenumber', 'employeeid', 'staffno', '사번', '사원번호', '직원번호'],
  name: ['name', 'fullname', 'realname', '이름', '성명', '성함'],
  hiredOn: ['hiredon', 'hiredate', 'hired', 'startdate', 'joined', '입사일', '입사일자', '입사날짜'],
  lastDay: [
    'lastday',
    'finalday',
    'leftdate',
    'leavingdate',
    'enddate',
    '퇴사일',
    '퇴사일자',
    '퇴직일',
    '마지막근무일',
  ],
  teamId: ['team', 'teamname', 'department', 'dept', '팀', '팀명', '부서', '부서명', '소속'],
  manager: ['manager', 'supervisor', 'reportsto', 'managedby', '관리자', '결재자', '상급자', '상사', '팀장', '매니저'],
  arrangement: ['arrangement', 'workarrangement', 'worktype', '근무제', '근무형태', '근로시간제', '근무방식'],
  hours: ['hours', 'ownhours', 'start', 'workinghours', '근무시간대', '출근시간', '시업시각'],
  schedule: ['schedule', 'weeklyschedule', 'workdays', '근무요일', '요일별근무', '주간근무', '소정근로'],
  protection: ['protection', 'protected', '모성보호', '모성보호등', '보호대상'],
  office: ['office', 'site', 'location', '사업장', '사업장명', '근무지', '지점'],
  termsFrom: ['termsfrom', 'arrangementfrom', 'effectivefrom', 'effective', '근무제적용일', '적용일', '적용시작일'],
  role: ['role', 'permission', '역할', '권한'],
  openingDays: [
    'openingbalance',
    'opening',
    'leavebalance',
    'balance',
    'daysleft',
    '이관잔여',
    '이관연차',
    '기초연차',
    '기초잔여',
    '잔여연차',
    '연차잔여',
    '잔여일수',
  ],
  openingOn: ['asof', 'balanceasof', 'balancedate', 'openingdate', '기준일', '이관기준일', '잔여기준일', '연차기준일'],
  openingUntil: [
    'usableuntil',
    'balanceusableuntil',
    'expires',
    'expireson',
    'expirydate',
    '사용기한',
    '연차사용기한',
    '소멸일',
    '만료일',
  ],
};

const ARRANGEMENT_WORDS: Readonly<Record<Arrangement, readonly string[]>> = {
  fixed: ['fixed', '고정', '고정근무', '고정근무제', '고정출퇴근'],
  staggered: [
    'staggered',
    'flexible',
    'flexible hours',
    '시차',
    '시차출퇴근',
    '시차출퇴근제',
    '자율출퇴근',
    '자율출퇴근제',
  ],
  selective: ['selective', '선택', '선택근무', '선택근무제', '선택근로', '선택적근로', '선택적근로시간제'],
};

const PROTECTION_WORDS: Readonly<Record<Protection, readonly string[]>> = {
  pregnant: ['pregnant', 'pregnancy', '임신', '임신중', '임산부'],
  'after-birth': ['afterbirth', 'firstyearafterbirth', '출산후', '출산후1년', '출산후1년미만', '산후1년'],
  childcare: ['childcare', 'reducedhoursforchildcare', '육아기단축', '육아기근로시간단축'],
  'under-18': ['under18', 'minor', '18세미만', '연소자', '연소근로자'],
};

const ROLE_WORDS: Readonly<Record<Role, readonly string[]>> = {
  employee: ['employee', 'member', '직원', '사원', '구성원'],
  manager: ['manager', 'lead', 'teamlead', '팀장', '매니저', '부서장'],
  hr: ['hr', 'hradministrator', 'hradmin', '인사', '인사관리자', '인사담당자', '인사담당'],
  owner: ['owner', '소유자', '대표'],
};

/** As headings are compared. */
export const bare = (text: string): string =>
  normal(text, 'NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function found<Key extends string>(text: string, words: Readonly<Record<Key, readonly string[]>>): Key | undefined {
  if (text.length > LONGEST.cell) return undefined;
  const wanted = bare(text);
  return (Object.keys(words) as Key[]).find(key => words[key].includes(wanted));
}

export const columnOf = (header: string): Column | undefined => found(header, HEADERS);
export const arrangementOf = (text: string): Arrangement | undefined => found(text, ARRANGEMENT_WORDS);
export const protectionIn = (text: string): Protection | undefined => found(text, PROTECTION_WORDS);
/** Its id; those that are not archived. */
export const officeNamed = (text: string, offices: readonly OfficeName[]): string | undefined =>
  text.length > LONGEST.cell ? undefined : offices.find(o => !o.archived && bare(o.name) === bare(text))?.id;
export const roleIn = (text: string): Role | undefined => found(text, ROLE_WORDS);

/** A day written year first: 2024-03-02, 2024. 3. 2., 2024/3/2, 20240302, 2024년 3월 2일. No other order. */
export function dateIn(text: string): string | undefined {
  if (text.length > LONGEST.figure) return undefined;
  const parts =
    /^(\d{4})\s*[-./년]\s*(\d{1,2})\s*[-./월]\s*(\d{1,2})\s*[.일]?$/u.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!parts) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDate(date) ? date : undefined;
}
