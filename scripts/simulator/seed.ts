import type { NewUser } from './directory.ts';
import type { Simulator } from './server.ts';

export const TEAM = { id: 'T0ACORN', name: '도토리 스튜디오', domain: 'acorn-studio' };

/** The people of the workspace by a short name; their ids. */
export const PEOPLE = {
  minji: 'U0MINJI',
  hana: 'U0HANA',
  woojin: 'U0WOOJIN',
  manager: 'U0KIMSUBIN',
  owner: 'U0OWNER',
  seoyeon: 'U0SEOYEON',
  emily: 'U0EMILY',
  lucas: 'U0LUCAS',
} as const;

export const CHANNELS = { general: 'C0GENERAL', attendance: 'C0ATTEND', random: 'C0RANDOM' } as const;

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

/** Fills a workspace, started with `team: TEAM`, with eight people and three channels; the app is in #근태-관리 and #general. */
export function seedWorkspace(simulator: Pick<Simulator, 'addUser' | 'addChannel' | 'app'>): void {
  for (const user of USERS) simulator.addUser(user);
  const everybody = Object.values(PEOPLE);
  const bot = simulator.app.botUser;
  simulator.addChannel({ id: CHANNELS.general, name: 'general', members: [...everybody, bot] });
  simulator.addChannel({
    id: CHANNELS.attendance,
    name: '근태-관리',
    kind: 'private',
    members: [PEOPLE.owner, PEOPLE.manager, bot],
  });
  simulator.addChannel({ id: CHANNELS.random, name: 'random', members: everybody });
}
