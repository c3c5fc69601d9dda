import { atLocal, type Calendar, localDate } from '../../src/calendar/rules.ts';
import type { Seeded } from '../simulator/seed.ts';
import type { Simulator } from '../simulator/server.ts';
import { workingDay } from './leaves.ts';

/** What people wrote before the demo began, so that no channel is empty; today's only as far as it is past. */
export function recallTalk(
  slack: Pick<Simulator, 'recall'>,
  o: { now: number; zone: string; calendar: Calendar; seeded: Seeded },
): void {
  const { people, channels } = o.seeded;
  const today = localDate(o.now, o.zone);
  const said = (day: number, time: string, channel: string, user: string, text: string): void => {
    const date = day === 0 ? today : workingDay(today, day, o.calendar);
    const at = atLocal(date, time, o.zone);
    if (at < o.now) slack.recall({ channel, user, text, at });
  };
  said(-2, '14:03', channels.general, people.owner, '이번 분기 목표를 정리했습니다. 금요일까지 의견 부탁드려요.');
  said(-2, '14:10', channels.general, people.hana, '잘 봤습니다! 일정만 조금 당겨 보면 어떨까요?');
  said(-1, '11:31', channels.general, people.lucas, 'Lunch at the noodle place at 12? I can book for six.');
  said(-1, '11:33', channels.general, people.minji, '저요! 같이 가요 🙋');
  said(-1, '17:45', channels.general, people.manager, '내일부터 출퇴근과 휴가는 Daybook에서 합니다. 왼쪽 앱에 있어요.');
  said(0, '08:58', channels.general, people.hana, '좋은 아침입니다 ☕');
  said(0, '09:12', channels.general, people.emily, 'Good evening from New York, I am on for the next few hours.');
  said(0, '09:24', channels.general, people.manager, '정우진 님은 내일까지 휴가입니다. 급한 건은 저에게 주세요.');
  said(-1, '12:58', channels.random, people.hana, '사무실 앞 은행나무가 이제 다 졌네요.');
  said(-1, '18:20', channels.random, people.woojin, '이틀 쉬고 오겠습니다!');
  said(
    -1,
    '16:40',
    channels.attendance,
    people.manager,
    '다음 주에 휴가가 겹칠 수 있으니 승인 전에 한 번씩 봐 주세요.',
  );
  said(-1, '16:52', channels.attendance, people.owner, '네, 카드에 같은 기간 부재가 나옵니다.');
}
