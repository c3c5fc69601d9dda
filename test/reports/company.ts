import type { WorkdayState } from '../../src/attendance/schema.ts';
import { atLocal, koreanCalendar } from '../../src/calendar/rules.ts';
import { readConfig } from '../../src/config.ts';
import { organisationOf } from '../../src/people/organisation/rules.ts';
import type { Person } from '../../src/people/rules.ts';
import { policyDefaults } from '../../src/settings/policy.ts';

export const ZONE = 'Asia/Seoul';
export const TODAY = '2026-11-24';
export const calendar = koreanCalendar();

const defaults = policyDefaults(
  readConfig({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: '0'.repeat(32), DAYBOOK_TIMEZONE: ZONE }),
);
/** Arrive between 08:00 and 11:00, 8 hours. */
export const policyOn = () => ({ ...defaults, workingTime: { ...defaults.workingTime, zone: ZONE } });

const SURNAMES = ['김', '이', '박', '최', '정', '강', '조', '윤', '장', '임'];
const GIVEN = ['민준', '서연', '도윤', '지우', '하은', '주원', '수아', '지호', '예준', '유진', '현우'];
/** Teams of about forty. */
const TEAMS = ['개발', '영업', '인사', '재무', '디자인', '고객지원', '물류', '법무'];

const memberAt = (n: number, count: number): Person => ({
  ...{ team: 'T1', user: `U${String(n).padStart(5, '0')}`, zone: ZONE, administrator: false, employee: true },
  ...{ deleted: false, quickIn: false, place: 'office', syncedAt: 0, hiredOn: '2020-01-02' },
  name: `${SURNAMES[n % 10]}${GIVEN[Math.floor(n / 10) % 11]}${n >= 110 ? Math.floor(n / 110) : ''}`,
  teamId: `${TEAMS[n % 8]}${count > 320 ? ` ${1 + (Math.floor(n / 8) % Math.ceil(count / 320))}팀` : '팀'}`,
});

export const members = (count: number): Person[] => Array.from({ length: count }, (_, n) => memberAt(n, count));

/** Their teams, whose ids are their names. */
export const teamsOfThem = (people: readonly Person[]) =>
  organisationOf([...new Set(people.flatMap(p => p.teamId ?? []))].map(id => ({ id, name: id })));

export const at = (time: string, date = TODAY): number => atLocal(date, time, ZONE);

/** A day in the office, or elsewhere; without `to` it runs. */
export function state(
  user: string,
  from: string,
  more: { to?: string; place?: 'office' | 'home'; pause?: string } = {},
): WorkdayState {
  const { to, place = 'office', pause } = more;
  const breaks = pause === undefined ? [] : [{ from: at(pause) }];
  return {
    ...{ _id: `T1:${user}:${TODAY}`, user, date: TODAY, zone: ZONE, open: to === undefined },
    spans: [{ in: at(from), ...(to === undefined ? {} : { out: at(to) }), place, breaks }],
  };
}
