import type { Answer, Sending } from '../../scripts/simulator/delivery.ts';
import { words } from '../../src/i18n/index.ts';

/**
 * What the person was told: `yes` it is recorded, `no` it is not (refused, or the database is away), `taken`: a message that Slack does not
 * bring again, whose answer is a message; `unsure` nothing: no answer came, or the answer says so.
 */
export type Told = 'yes' | 'no' | 'taken' | 'unsure';

/** One thing that a person did, under the key by which the app recognises it. */
export interface Deed {
  key: string;
  user: string;
  what: string;
  told: Told;
  /** how often it was brought to the app, and how often it answered */
  sent: number;
  answered: number;
}

const both = [words('ko'), words('en')];
const AWAY = both.flatMap(w => [w.errors.unavailable, w.errors.unavailablePlain]);
const UNSURE = both.map(w => w.errors.unconfirmed);
const UNEXPECTED = both.map(w => w.errors.unexpected('').slice(0, 12));

export const isTrouble = (text: string): boolean => [...AWAY, ...UNSURE].includes(text);

function toldBy(text: string): Told {
  if (UNSURE.includes(text) || UNEXPECTED.some(begin => text.startsWith(begin))) return 'unsure';
  return AWAY.includes(text) ? 'no' : 'yes';
}

/** The answers of a clock command that records something. */
const RECORDED = /(?<!이미 )(출근|퇴근)했습니다|휴게를 (시작했|마쳤)습니다|Checked (in|out) at|Break (since|over)/;

type Payload = Record<string, unknown>;
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((v, name) => (v as Record<string | number, unknown> | undefined)?.[name], value);

/** Keeps what everybody was told of everything that they did. */
export class Tally {
  readonly deeds = new Map<string, Deed>();
  failures = 0;

  readonly answered = ({ kind, payload }: Sending, answer: Answer): void => {
    if (answer.failure !== null) this.failures += 1;
    const deed = this.#deed(kind, payload);
    if (!deed) return;
    deed.sent += 1;
    if (answer.failure !== null) return;
    deed.answered += 1;
    const told = toldIn(kind, payload, answer.body);
    // Once it was said that it stands, it stands; a later double may be refused.
    if (deed.told !== 'yes') deed.told = told === undefined ? deed.told : told;
  };

  /** What the screen says, where the answer itself says nothing. */
  tell(key: string, told: Told): void {
    const deed = this.deeds.get(key);
    if (deed && deed.told !== 'yes') deed.told = told;
  }

  #deed(kind: Sending['kind'], payload: Payload): Deed | undefined {
    const found = keyOf(kind, payload);
    if (!found) return undefined;
    const known = this.deeds.get(found.key) ?? { ...found, told: 'unsure', sent: 0, answered: 0 };
    this.deeds.set(found.key, known);
    return known;
  }
}

function keyOf(kind: Sending['kind'], p: Payload): Pick<Deed, 'key' | 'user' | 'what'> | undefined {
  if (kind === 'command') return { key: `command:${p.trigger_id}`, user: String(p.user_id), what: `command ${p.text}` };
  if (kind === 'event') {
    if (at(p, 'event', 'type') !== 'message' || at(p, 'event', 'bot_id')) return undefined;
    return { key: `event:${p.event_id}`, user: String(at(p, 'event', 'user')), what: `said ${at(p, 'event', 'text')}` };
  }
  const user = String(at(p, 'user', 'id'));
  if (p.type === 'view_submission')
    return { key: `view:${at(p, 'view', 'id')}`, user, what: `form ${at(p, 'view', 'callback_id')}` };
  if (p.type !== 'block_actions') return undefined;
  const action = at(p, 'actions', 0, 'action_id');
  return { key: `click:${user}:${at(p, 'actions', 0, 'action_ts')}`, user, what: `press ${action}` };
}

function toldIn(kind: Sending['kind'], payload: Payload, body: string): Told | undefined {
  if (kind === 'event') return 'taken';
  if (kind === 'command') {
    const text = body === '' ? '' : String((JSON.parse(body) as { text?: string }).text ?? '');
    const told = toldBy(text);
    return told === 'yes' && !RECORDED.test(text) ? 'no' : told;
  }
  if (payload.type !== 'view_submission') return undefined;
  if (body === '') return 'yes';
  const { response_action: action, errors = {} } = JSON.parse(body) as {
    response_action?: string;
    errors?: Record<string, string>;
  };
  if (action !== 'errors') return 'yes';
  const told = toldBy(Object.values(errors)[0] ?? '');
  return told === 'yes' ? 'no' : told;
}
