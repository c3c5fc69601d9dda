import type { Message, Modal } from '../../blocks/kit.ts';
import type { Words } from '../i18n/index.ts';
import type { Person } from '../people/rules.ts';
import type { ActionBody, CommandBody, ShortcutBody, ViewSubmission } from './bodies.ts';
import type { FormState } from './form.ts';

/** Somebody doing something, already known to work here. */
export interface Acting {
  person: Person;
  w: Words;
  triggerId: string;
  /** recognises this click, submission, command or event when it comes twice */
  key: string;
  /** work after the answer: what was asked for stands already, and a failure of this does not take it back */
  later(work: () => Promise<void>): void;
}

/** A pressed button or a changed input. */
export interface Press extends Acting {
  value: string;
  actionId: string;
  /** Slack's time of the press; later ones are greater */
  actionTs: string;
  /** where it stands */
  view?: { id: string; type: 'home' | 'modal'; state: FormState; metadata: string; callbackId: string; hash?: string };
  /** `answerAt`: where it can be replaced for half an hour, of one that only this person sees */
  message?: { channel: string; ts: string; threadTs?: string; answerAt?: string };
  /**
   * A modal that is still being drawn when the trigger is about to lapse takes the place of one that says so. `then`:
   * goes on once it is open, `hash` telling whether anything has redrawn it since.
   */
  open(modal: Modal | Promise<Modal>, then?: (opened: { id: string; hash: string }) => Promise<void>): Promise<void>;
  /** Redraws the modal that the press stands in. False: it is closed, or a later press has redrawn it. */
  redraw(modal: Modal): Promise<boolean>;
  /** a sentence that only this person sees */
  tell(text: string): Promise<void>;
  /** the same once the press is answered */
  tellLater(text: string): void;
}

export interface Submission extends Acting {
  viewId: string;
  /** the modal beneath it, if any */
  beneath?: string;
  state: FormState;
  metadata: string;
}

/** What a submitted modal does next. `errors`: by block id, the modal keeps what was typed. */
export type ModalAnswer = { close: true } | { clear: true } | { errors: Record<string, string> } | { update: Modal };

export interface Command extends Acting {
  text: string;
  channel: string;
}

/** A global shortcut, from Slack's search or the message box. */
export interface Shortcut extends Acting {
  open(modal: Modal): Promise<void>;
}

export interface SlackEvent {
  key: string;
  event: Record<string, unknown> & { type: string };
}

export interface Router {
  /** The press is answered after the handler: for presses that write. */
  press(actionId: string, handler: (press: Press) => Promise<void>, ahead?: (user: string) => void): void;
  /** The press is answered at once and handled after it: for presses that only open or redraw something. */
  open(actionId: string, handler: (press: Press) => Promise<void>): void;
  /** `reads`: undefined where the form's metadata is not Daybook's, which is answered here. */
  submit(
    callbackId: string,
    reads: (metadata: string) => unknown,
    handler: (submission: Submission) => Promise<ModalAnswer>,
  ): void;
  /** every action, callback, command, shortcut and event that somebody handles */
  ids(): { actions: string[]; callbacks: string[]; commands: string[]; shortcuts: string[]; events: string[] };
  command(name: string, handler: (command: Command) => Promise<Message>): void;
  /** The shortcut is answered at once and handled after it: it only opens something. */
  shortcut(callbackId: string, handler: (shortcut: Shortcut) => Promise<void>): void;
  /** The event is answered after the handler; a failure makes Slack send it again. */
  event(type: string, handler: (event: SlackEvent) => Promise<void>): void;
  /** what Slack sent, answered */
  answers: Answers;
  /** Resolves when hardly anybody waits for an answer, or soon. */
  lull(): Promise<unknown>;
  idle(): Promise<void>;
}

interface Answers {
  action(body: ActionBody): Promise<void>;
  view(body: ViewSubmission, ack: (answer?: object) => Promise<void>): Promise<void>;
  shortcut(body: ShortcutBody): Promise<void>;
  command(body: CommandBody): Promise<Message>;
  event(event: SlackEvent['event'], key: string): Promise<void>;
}
