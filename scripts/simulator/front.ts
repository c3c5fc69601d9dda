import type { WebApi } from './web-api/index.ts';
import type { Workspace } from './workspace.ts';

interface Member {
  workspace: Workspace;
  api: WebApi;
}

/** The workspaces of one Slack: they share the address of the Web API, the app's client, its lines and the clock. */
export class Front {
  readonly members: Member[] = [];

  /** The first takes what is of no workspace, and refuses it. */
  apiFor(...tokensAndCodes: unknown[]): WebApi {
    const of = this.members.find(({ workspace }) =>
      tokensAndCodes.some(text => typeof text === 'string' && workspace.tokens.knows(text)),
    );
    return (of ?? (this.members[0] as Member)).api;
  }

  workspace(team: unknown): Workspace | undefined {
    return this.members.find(({ workspace }) => workspace.team.id === team)?.workspace;
  }

  /** the one that has given out this key of a response URL */
  answering(key: string): Workspace {
    const { workspace } = this.members.find(m => m.workspace.tickets.has(key)) ?? (this.members[0] as Member);
    return workspace;
  }
}
