import { type Language, languageOf } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { byName, decodeEntities } from '../shared/text.ts';
import type { Arrangement, Protection, Role } from './roles.ts';
import type { DatedTerms } from './terms.ts';

/** Reminders that a person may switch off. */
export const QUIETED = ['in', 'out', 'week', 'confirm'] as const;
export type Quieted = (typeof QUIETED)[number];

/** A member of the workspace: Slack's facts, administrators' facts and own settings. */
export interface Person {
  team: string;
  user: string;
  name: string;
  zone: string;
  locale?: string;
  email?: string;
  administrator: boolean;
  owner?: boolean;
  picture?: string;
  /** no bot, guest or person of another workspace */
  employee: boolean;
  deleted: boolean;
  /** own settings */
  language?: Language;
  quickIn: boolean;
  /** checking out opens a form; absent: a single press */
  askOut?: boolean;
  /** taken by a check-in without the form */
  place: 'office' | 'home' | 'outside' | 'trip';
  /** preset of the form */
  lastPlace?: 'office' | 'home' | 'outside' | 'trip';
  /** switched-off reminders */
  quiet?: Quieted[];
  /** wants their own week at its end */
  ownWeek?: boolean;
  /** only Homes that were opened are redrawn */
  homeSeenAt?: number;
  /** keys of the last presses that were refused: delivered again, they must not succeed */
  refused?: string[];
  /** when Slack was last asked; ms */
  syncedAt: number;
  /** Slack's time of the last change, s; events may arrive out of order */
  updated?: number;
  /** set by administrators: see `facts.ts` */
  hiredOn?: string;
  /** of the employment (퇴사일), included; rights end with the Slack account */
  lastDay?: string;
  /** earlier employments, which ended before the hire date; oldest first */
  former?: { hiredOn?: string; lastDay: string }[];
  employeeNo?: string;
  /** id of an `OrgTeam` */
  teamId?: string;
  manager?: string;
  /** last set; what counts on a day is in `terms`, see `termsOn` */
  arrangement?: Arrangement;
  hours?: string;
  schedule?: string;
  protection?: Protection;
  /** absent: the first one; of a day: `ws.policy.of` */
  office?: string;
  /** first day; absent: since ever */
  termsFrom?: string;
  terms?: DatedTerms[];
  role?: Role;
  /** delegates (대결), workplace dates, both included */
  delegations?: { to: string; first: string; last: string; by: string }[];
  /** absent: never changed */
  factsVersion?: number;
}

/** An office as people name it. */
export interface OfficeName {
  id: string;
  name: string;
  archived: boolean;
}

/** What people take from the policy in force, read at each use. */
export interface PeoplePolicy {
  /** without the first one, which is the workspace */
  readonly offices: readonly OfficeName[];
  /** as it holds for a person, by their offices */
  of(person: Pick<Person, 'terms'> | undefined): {
    readonly language: Language;
    today(): string;
    now(): ReturnType<PeoplePolicy['now']>;
  };
  readonly zone: string;
  /** of people whose Slack speaks none of Daybook's languages */
  readonly language: Language;
  /** `slackAdmins`: Slack's administrators are HR administrators here, where no role is set */
  now(): { people: { slackAdmins: boolean }; workingTime: { holidays: string; arrangement: Arrangement } };
}

/** Fields of docs.slack.dev/reference/objects/user-object. */
export interface SlackUser {
  id?: string;
  name?: string;
  real_name?: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_app_user?: boolean;
  is_admin?: boolean;
  is_owner?: boolean;
  is_primary_owner?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  team_id?: string;
  enterprise_user?: { teams?: string[] };
  updated?: number;
  tz?: string;
  locale?: string;
  profile?: { display_name?: string; real_name?: string; email?: string; image_72?: string };
}

export type FactField =
  | 'hiredOn'
  | 'lastDay'
  | 'employeeNo'
  | 'teamId'
  | 'manager'
  | 'arrangement'
  | 'hours'
  | 'schedule'
  | 'protection'
  | 'office'
  | 'termsFrom'
  | 'role';

export type SlackFacts = Omit<
  Person,
  | 'team'
  | 'language'
  | 'quickIn'
  | 'askOut'
  | 'place'
  | 'lastPlace'
  | 'quiet'
  | 'ownWeek'
  | 'homeSeenAt'
  | 'factsVersion'
  | 'delegations'
  | 'terms'
  | 'former'
  | FactField
>;

/** What Daybook stores of Slack's user object. `zone`: the workspace's, for people without one; `team`: its id. */
export function factsOf(u: SlackUser & { id: string }, team: string, zone: string, now: number): SlackFacts {
  const name = u.profile?.real_name || u.real_name || u.profile?.display_name || u.name || u.id;
  return {
    user: u.id,
    name: decodeEntities(name),
    zone: u.tz || zone,
    ...(u.locale ? { locale: u.locale } : {}),
    ...(u.profile?.email ? { email: u.profile.email } : {}),
    administrator: Boolean(u.is_admin || u.is_owner || u.is_primary_owner),
    owner: Boolean(u.is_owner || u.is_primary_owner),
    ...(u.profile?.image_72 ? { picture: u.profile.image_72 } : {}),
    employee: isMember(u, team) && !(u.is_bot || u.is_restricted || u.is_ultra_restricted || u.id === 'USLACKBOT'),
    deleted: Boolean(u.deleted),
    syncedAt: now,
    ...defined({ updated: u.updated }),
  };
}

/** Not a person of another workspace in a shared channel. */
function isMember(u: SlackUser, team: string): boolean {
  if (u.is_stranger) return false;
  return u.team_id === undefined || u.team_id === team || (u.enterprise_user?.teams ?? []).includes(team);
}

/** People of one name by id. */
export const inOrder = (a: Pick<Person, 'user' | 'name'>, b: Pick<Person, 'user' | 'name'>): number =>
  byName(a.name, b.name) || (a.user < b.user ? -1 : 1);

export const isActive = (p: Pick<Person, 'employee' | 'deleted'>): boolean => p.employee && !p.deleted;

export const languageFor = (p: Pick<Person, 'language' | 'locale'> | undefined, workspace: Language): Language =>
  languageOf(p?.language, p?.locale, workspace);
