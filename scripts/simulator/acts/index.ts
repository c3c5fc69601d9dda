import { moment } from '../clock.ts';
import type { User } from '../directory.ts';
import type { Act, ActResult } from '../protocol.ts';
import type { Workspace } from '../workspace.ts';
import { command, say, shortcut } from './chat.ts';
import { dismiss, submit } from './modal.ts';
import { done, refused, settle } from './outcome.ts';
import { press } from './press.ts';
import type { Stage } from './stage.ts';

/** Does what a person does, and answers once the app has answered or its time is up. Never throws. */
export async function perform(stage: Stage, act: Act): Promise<ActResult> {
  const user = stage.workspace.directory.users.get(act.as);
  if (!user) return refused(`Nobody has the id ${act.as}`);
  if (stage.workspace.warnings.delete(user.id)) stage.workspace.changes.changed();
  try {
    return await performAs(stage, user, act);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
}

/** What the app has posted since (ms), in all and in this person's direct messages. */
function sentSince(workspace: Workspace, since: number, user: User): { sent: number; toYou: number } {
  const { app, directory, messages } = workspace;
  const count = (channel: string): number =>
    messages.in(channel).filter(m => m.user === app.botUser && Number(m.ts) * 1000 >= since).length;
  const sent = [...directory.channels.keys()].reduce((sum, channel) => sum + count(channel), 0);
  return { sent, toYou: count(workspace.directWith(user.id).id) };
}

async function performAs(stage: Stage, user: User, act: Act): Promise<ActResult> {
  const { workspace, events } = stage;
  switch (act.do) {
    case 'open-home':
      return settle(workspace, user.id, await events.homeOpened(user, act.tab));
    case 'say':
      return say(stage, user, act);
    case 'command':
      return command(stage, user, act);
    case 'shortcut':
      return shortcut(stage, user, act);
    case 'status':
      workspace.setStatus(user, { text: act.text, emoji: act.emoji, expiration: 0 });
      return done;
    case 'press':
      return press(stage, user, act);
    case 'submit':
      return submit(stage, user, act);
    case 'close':
      return dismiss(stage, user, act);
    case 'upload': {
      const body = Uint8Array.from(Buffer.from(act.base64, 'base64'));
      const file = workspace.files.announce(act.name, body.byteLength, user.id, workspace.clock.now());
      workspace.files.receive(file, body);
      file.complete = true;
      return { ...done, file: { id: file.id } };
    }
    case 'clock': {
      const from = workspace.clock.now();
      await workspace.clock.jump(moment(act.to, from, workspace.zone));
      workspace.changes.changed();
      return { ...done, moved: { now: workspace.clock.now(), ...sentSince(workspace, from, user) } };
    }
    case 'rate-limit':
      stage.faults.rateLimit('all', act.on);
      workspace.changes.changed();
      return done;
  }
}
