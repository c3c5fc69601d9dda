import type { Message } from '../../blocks/kit.ts';
import type { Action } from '../people/roles.ts';
import type { Command, ModalAnswer, Press, Shortcut, SlackEvent, Submission } from '../slack/router.ts';
import type { Workspace } from './workspace.ts';

/** Holders of a right, over a person where `whom` names one; everybody; or as the named rule judges. */
export type Right<C> =
  | { may: Action; whom?: (came: C) => string | undefined }
  | { everyone: true }
  | { judgedBy: string };

/** A route without a right does not compile. */
export interface Routes {
  /** Answered after the handler: for presses that write. */
  press(
    action: string,
    right: Right<Press>,
    handler: (ws: Workspace, press: Press) => Promise<void>,
    /** begins to read while the person is read */
    ahead?: (ws: Workspace, user: string) => void,
  ): void;
  /** Answered before the handler: for presses that only open or redraw. */
  open(action: string, right: Right<Press>, handler: (ws: Workspace, press: Press) => Promise<void>): void;
  /** `reads`: the form's metadata; undefined: not Daybook's, which is answered here. */
  submit(
    callback: string,
    right: Right<Submission>,
    handler: (ws: Workspace, submission: Submission) => Promise<ModalAnswer>,
    reads?: (metadata: string) => unknown,
  ): void;
  command(name: string, right: Right<Command>, handler: (ws: Workspace, command: Command) => Promise<Message>): void;
  /** Answered before the handler, which only opens something. */
  shortcut(
    callback: string,
    right: Right<Shortcut>,
    handler: (ws: Workspace, shortcut: Shortcut) => Promise<void>,
  ): void;
  /** Answered after the handler; after a failure Slack sends it again. */
  event(type: string, handler: (ws: Workspace, event: SlackEvent) => Promise<void>): void;
}
