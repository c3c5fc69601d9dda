import type { Message } from '../../blocks/kit.ts';
import type { Action } from '../people/roles.ts';
import type { Command, ModalAnswer, Press, Shortcut, SlackEvent, Submission } from '../slack/router.ts';
import type { Workspace } from './workspace.ts';

/** Who may: holders of a right, over a person where `whom` names one; everybody who works here; or as the named rule judges. */
export type Right<C> =
  | { may: Action; whom?: (came: C) => string | undefined }
  | { everyone: true }
  | { judgedBy: string };

/** Where a feature registers what it answers. A route without a right does not compile. */
export interface Routes {
  /** The press is answered after the handler: for presses that write. */
  press(action: string, right: Right<Press>, handler: (ws: Workspace, press: Press) => Promise<void>): void;
  /** The press is answered at once and handled after it: for presses that only open or redraw something. */
  open(action: string, right: Right<Press>, handler: (ws: Workspace, press: Press) => Promise<void>): void;
  /** `reads`: of a form that remembers something in its metadata; undefined where that is not Daybook's, which is answered here. */
  submit(
    callback: string,
    right: Right<Submission>,
    handler: (ws: Workspace, submission: Submission) => Promise<ModalAnswer>,
    reads?: (metadata: string) => unknown,
  ): void;
  command(name: string, right: Right<Command>, handler: (ws: Workspace, command: Command) => Promise<Message>): void;
  /** The shortcut is answered at once and handled after it: it only opens something. */
  shortcut(
    callback: string,
    right: Right<Shortcut>,
    handler: (ws: Workspace, shortcut: Shortcut) => Promise<void>,
  ): void;
  /** The event is answered after the handler; a failure makes Slack send it again. Slack itself is who asks. */
  event(type: string, handler: (ws: Workspace, event: SlackEvent) => Promise<void>): void;
  /** A menu each of whose options names one of these actions. */
  menu(action: string, targets: readonly string[]): void;
}
