import { addDays } from '../../src/calendar/rules.ts';
import type { NewUser } from '../simulator/directory.ts';
import { type Colleague, numbers } from './plan.ts';

/** Somebody of a larger company, beside the eight whom the demo tells about. */
export interface Staff extends Colleague {
  slack: NewUser & { id: string };
  hiredOn: string;
  employeeNo: string;
  department: string;
  teamName: string;
  leads?: 'team' | 'department';
  /** id; leads of teams have their department's head */
  manager: string;
}

/** A team is one lead and up to nine others; a department is up to six teams. */
const TEAM = 10;
const TEAMS = 6;

const DEPARTMENTS = ['개발', '영업', '고객 지원', '디자인', '마케팅', '경영 지원', '물류', '연구'];
const FAMILIES = [...'김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민'];
const FIRST = [...'민서지현수예도하은준유시태윤재승연채소'];
const SECOND = [...'준서연우진아현영호민지원빈윤경혁은훈희솔'];
const FOREIGN = ['Anna Keller', 'Noah Brown', 'Sofia Rossi', 'Liam Walsh', 'Mia Tanaka', 'Oscar Lind', 'Nora Haas'];

const idOf = (n: number): string => `U1${String(n).padStart(6, '0')}`;

/** `count` people, always the same ones. `head`: whom the departments' heads report to. */
export function staffOf(count: number, o: { today: string; head: string }): Staff[] {
  return Array.from({ length: count }, (_, n): Staff => {
    const random = numbers(`staff ${n}`);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const foreign = n % 25 === 24;
    const family = pick(FAMILIES);
    const realName = foreign ? pick(FOREIGN) : `${family}${pick(FIRST)}${pick(SECOND)}`;
    const team = Math.floor(n / TEAM);
    const department = Math.floor(team / TEAMS);
    const named = DEPARTMENTS[department % DEPARTMENTS.length] as string;
    const part = Math.floor(department / DEPARTMENTS.length);
    const division = `${named}${part > 0 ? ` ${part + 1}부` : ''}`;
    const isLead = n % TEAM === 0;
    const isHead = n % (TEAM * TEAMS) === 0;
    const first = isLead ? department * TEAM * TEAMS : team * TEAM;
    const slack = {
      id: idOf(n),
      name: `staff.${n + 1}`,
      realName,
      email: `staff${n + 1}@acorn.example`,
      ...(foreign ? { locale: 'en-US' } : {}),
    };
    return {
      slack,
      user: slack.id,
      hiredOn: addDays(o.today, -20 - Math.floor(random() * random() * 4_500)),
      employeeNo: `A${String(n + 101).padStart(5, '0')}`,
      department: division,
      teamName: `${division} ${(team % TEAMS) + 1}팀`,
      ...(isLead ? { leads: isHead ? 'department' : 'team' } : {}),
      manager: isHead ? o.head : idOf(first),
      arrives: 20 + Math.floor(random() * 110),
      place: random() < 0.15 ? 'home' : 'office',
      ...(random() < 0.04 ? { stays: 60 + Math.floor(random() * 90) } : {}),
      ...(random() < 0.03 ? { schedule: 'mon 6:00, tue 6:00, wed 6:00, thu 6:00' } : {}),
    };
  });
}

/** What goes wrong on a day, now and then. */
export function mishap(user: string, date: string): 'no-check-in' | 'no-check-out' | undefined {
  const of = numbers(`mishap ${user} ${date}`)();
  return of < 0.004 ? 'no-check-out' : of < 0.01 ? 'no-check-in' : undefined;
}
