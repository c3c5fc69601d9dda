import { shortcut } from '../../blocks/ids.ts';
import type { NewUser } from './directory.ts';
import type { SimShortcut } from './protocol.ts';
import type { Simulator } from './server.ts';

/** The people of the workspace by a short name; their ids. */
const PEOPLE = {
  minji: 'U0MINJI',
  hana: 'U0HANA',
  woojin: 'U0WOOJIN',
  manager: 'U0KIMSUBIN',
  owner: 'U0OWNER',
  seoyeon: 'U0SEOYEON',
  emily: 'U0EMILY',
  lucas: 'U0LUCAS',
} as const;

/** As the manifest has them. */
const SHORTCUTS: SimShortcut[] = [
  {
    callbackId: shortcut.clock,
    name: 'Check in / out · 출퇴근',
    description: 'What you are doing now, and the buttons for it · 지금 상태와 출퇴근 버튼',
  },
  {
    callbackId: shortcut.leave,
    name: 'Request leave · 휴가 신청',
    description: 'Opens the leave form · 휴가 신청 양식 열기',
  },
];

const CHANNELS = { general: 'C0GENERAL', attendance: 'C0ATTEND', random: 'C0RANDOM' } as const;

const USERS: (NewUser & { id: string })[] = [
  { id: PEOPLE.minji, name: 'minji.lee', realName: '이민지', email: 'minji@acorn.example' },
  { id: PEOPLE.hana, name: 'hana.park', realName: '박하나', email: 'hana@acorn.example' },
  { id: PEOPLE.woojin, name: 'woojin.jung', realName: '정우진', email: 'woojin@acorn.example' },
  { id: PEOPLE.manager, name: 'subin.kim', realName: '김수빈', email: 'subin@acorn.example', isAdmin: true },
  {
    id: PEOPLE.owner,
    name: 'dohyun.choi',
    realName: '최도현',
    email: 'dohyun@acorn.example',
    isAdmin: true,
    isOwner: true,
    isPrimaryOwner: true,
  },
  { id: PEOPLE.seoyeon, name: 'seoyeon.han', realName: '한서연', email: 'seoyeon@acorn.example' },
  {
    id: PEOPLE.emily,
    name: 'emily.carter',
    realName: 'Emily Carter',
    email: 'emily@acorn.example',
    zone: 'America/New_York',
    locale: 'en-US',
  },
  { id: PEOPLE.lucas, name: 'lucas.moreau', realName: 'Lucas Moreau', email: 'lucas@acorn.example', locale: 'en-US' },
];

/** How somebody usually works, for a history of their days. */
interface Colleague {
  user: string;
  /** usual arrival, minutes after 08:00 */
  arrives: number;
  place: 'office' | 'home';
  /** of a part-timer, as `people/schedule.ts` stores it */
  schedule?: string;
}

export interface Seeded {
  people: typeof PEOPLE;
  channels: typeof CHANNELS;
  /** the channel in which administrators decide; the app is in it */
  adminChannel: string;
  /** the workspace's owner and its other administrator */
  owner: string;
  admin: string;
  /** everybody, the one whom the page shows first at the head */
  colleagues: Colleague[];
}

const COLLEAGUES: Colleague[] = [
  { user: PEOPLE.minji, arrives: 65, place: 'office' },
  { user: PEOPLE.hana, arrives: 50, place: 'office' },
  { user: PEOPLE.woojin, arrives: 95, place: 'office' },
  { user: PEOPLE.seoyeon, arrives: 40, place: 'home' },
  { user: PEOPLE.lucas, arrives: 115, place: 'office' },
  { user: PEOPLE.emily, arrives: 60, place: 'home', schedule: 'mon 6:00, tue 6:00, wed 6:00, thu 6:00' },
  { user: PEOPLE.manager, arrives: 30, place: 'office' },
  { user: PEOPLE.owner, arrives: 75, place: 'office' },
];

/** Fills a workspace with eight people and three channels; the app is in #근태-관리 and #general. */
export function seedWorkspace(simulator: Pick<Simulator, 'addUser' | 'addChannel' | 'addShortcut' | 'app'>): Seeded {
  for (const user of USERS) simulator.addUser(user);
  const everybody = Object.values(PEOPLE);
  const bot = simulator.app.botUser;
  for (const each of SHORTCUTS) simulator.addShortcut(each);
  simulator.addChannel({ id: CHANNELS.general, name: 'general', members: [...everybody, bot] });
  simulator.addChannel({
    id: CHANNELS.attendance,
    name: '근태-관리',
    kind: 'private',
    members: [PEOPLE.owner, PEOPLE.manager, bot],
  });
  simulator.addChannel({ id: CHANNELS.random, name: 'random', members: everybody });
  return {
    people: PEOPLE,
    channels: CHANNELS,
    adminChannel: CHANNELS.attendance,
    owner: PEOPLE.owner,
    admin: PEOPLE.manager,
    colleagues: COLLEAGUES,
  };
}
