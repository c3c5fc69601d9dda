import { localDate } from '../../calendar/rules.ts';
import type { english } from '../en/format.ts';
import { clockTime, day, grouped, pick } from '../format.ts';

const DAYS = ['월', '화', '수', '목', '금', '토', '일'];

export const korean: typeof english = {
  date: date => {
    const d = day(date);
    return `${d.month}월 ${d.day}일(${pick(DAYS, d.weekday)})`;
  },
  longDate: date => {
    const d = day(date);
    return `${d.month}월 ${d.day}일 ${pick(DAYS, d.weekday)}요일`;
  },
  range: (from, to) => {
    if (from === to) return korean.date(from);
    const d = day(to);
    const last = from.slice(0, 7) === to.slice(0, 7) ? `${d.day}일(${pick(DAYS, d.weekday)})` : korean.date(to);
    return `${korean.date(from)}–${last}`;
  },
  moment: (ms, zone) => {
    const d = day(localDate(ms, zone));
    return `${d.month}월 ${d.day}일 ${clockTime(ms, zone)}`;
  },
  duration: minutes => {
    const h = Math.floor(minutes / 60);
    const m = Math.round(minutes % 60);
    if (h === 0) return `${m}분`;
    return m === 0 ? `${grouped(h)}시간` : `${grouped(h)}시간 ${m}분`;
  },
};
