import { type Language, languageOf } from '../i18n/index.ts';
import { defined } from '../shared/defined.ts';
import { decodeEntities } from '../shared/text.ts';
import type { Arrangement, Role } from './roles.ts';
import type { DatedTerms } from './terms.ts';

/** What a person may switch off: to be reminded of coming, of leaving, of long weeks. */
export const QUIETED = ['in', 'out', 'week'] as const;
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
  /** Slack's owners of the workspace */
  owner?: boolean;
  /** address of the picture */
  picture?: string;
  /** bots, guests and people of other workspaces are not employees */
  employee: boolean;
  deleted: boolean;
  /** the person's own settings */
  language?: Language;
  quickIn: boolean;
  /** checking out opens a form for place and note; absent: it is done by the press */
  askOut?: boolean;
  /** the usual one, which a check-in without the form takes */
  place: 'office' | 'home' | 'outside' | 'trip';
  /** of the last check-in by a form, with which the next one begins */
  lastPlace?: 'office' | 'home' | 'outside' | 'trip';
  /** the reminders that this person has switched off; absent: none */
  quiet?: Quieted[];
  /** when they last opened Home; nobody else's Home is redrawn for them */
  homeSeenAt?: number;
  /** when Slack was last asked; ms */
  syncedAt: number;
  /** Slack's own time of the last change, s; events may come late and out of order */
  updated?: number;
  /** what Slack does not know; `facts.ts` checks it, an administrator sets it */
  hiredOn?: string;
  /** of the employment (퇴사일), included; what the person may do ends with their account in Slack */
  lastDay?: string;
  employeeNo?: string;
  teamName?: string;
  manager?: string;
  /** of one's own, as last set; what counts on a day is in `terms`, see `termsOn` */
  arrangement?: Arrangement;
  hours?: string;
  schedule?: string;
  /** from when on they count; absent: since ever */
  termsFrom?: string;
  terms?: DatedTerms[];
  role?: Role;
  /** who decides for this person, by the workplace's dates, both included (대결) */
  delegations?: { to: string; first: string; last: string; by: string }[];
  /** counts the changes of these facts; absent: never changed */
  factsVersion?: number;
}

/** What people take from the policy in force, read at each use. */
export interface PeoplePolicy {
  readonly zone: string;
  /** of people whose Slack speaks none of Daybook's languages */
  readonly language: Language;
  /** `slackAdmins`: Slack's administrators are HR administrators here, where no role is set */
  now(): { people: { slackAdmins: boolean } };
}

/** The parts of Slack's user object that are read (docs.slack.dev/reference/objects/user-object). */
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

/** What an administrator sets of a person. */
export type FactField =
  | 'hiredOn'
  | 'lastDay'
  | 'employeeNo'
  | 'teamName'
  | 'manager'
  | 'arrangement'
  | 'hours'
  | 'schedule'
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
  | 'homeSeenAt'
  | 'factsVersion'
  | 'delegations'
  | 'terms'
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

/** Not somebody of another workspace, met in a shared channel. */
function isMember(u: SlackUser, team: string): boolean {
  if (u.is_stranger) return false;
  return u.team_id === undefined || u.team_id === team || (u.enterprise_user?.teams ?? []).includes(team);
}

/** Works here now. */
export const isActive = (p: Pick<Person, 'employee' | 'deleted'>): boolean => p.employee && !p.deleted;

export const languageFor = (p: Pick<Person, 'language' | 'locale'> | undefined, workspace: Language): Language =>
  languageOf(p?.language, p?.locale, workspace);
