import type { CommandStartedEvent, Db, Document, MongoClient } from 'mongodb';

/** A command that the app sent, and how long its answer took, ms. */
export interface Sent {
  name: string;
  collection: string;
  command: Record<string, unknown>;
  ms: number;
  /** when the answer came, ms */
  at: number;
}

/** Commands of the driver's own. */
const SILENT = new Set(['hello', 'ismaster', 'endSessions', 'ping']);

/** Every command that these clients send from now on; they need `monitorCommands`. */
export function commandsOf(...clients: MongoClient[]): { sent: Sent[]; stop(): void } {
  const sent: Sent[] = [];
  const running = new Map<string, { event: CommandStartedEvent; from: number }>();
  const key = (e: { address: string; requestId: number }): string => `${e.address}/${e.requestId}`;
  const started = (event: CommandStartedEvent): void => {
    if (!SILENT.has(event.commandName)) running.set(key(event), { event, from: performance.now() });
  };
  const ended = (event: { address: string; requestId: number }): void => {
    const found = running.get(key(event));
    if (!found) return;
    running.delete(key(event));
    const { commandName: name, command } = found.event;
    const collection = String(command.collection ?? command[name]);
    const at = performance.now();
    sent.push({ name, collection, command, ms: at - found.from, at });
  };
  for (const client of clients)
    client.on('commandStarted', started).on('commandSucceeded', ended).on('commandFailed', ended);
  return {
    sent,
    stop: () => {
      for (const client of clients)
        client.off('commandStarted', started).off('commandSucceeded', ended).off('commandFailed', ended);
    },
  };
}

const scalar = (value: unknown): boolean => typeof value !== 'object' || value === null || value instanceof Date;

/** What a command asks without the values that it asks with: two looks at different days have one shape. */
export function shapeOf({ name, collection, command }: Sent): string {
  const shape = (value: unknown): unknown =>
    scalar(value) || Array.isArray(value)
      ? '?'
      : Object.fromEntries(Object.entries(value as object).map(([k, v]) => [k, shape(v)]));
  const [write] = ((command.updates ?? command.deletes) as { q: object }[] | undefined) ?? [];
  const filter = command.filter ?? command.query ?? write?.q ?? command.pipeline ?? {};
  return `${collection}.${name} ${JSON.stringify(shape(filter))}`;
}

/** Every stage of a plan that a server tells, wherever it stands. */
const stagesOf = (plan: unknown): string[] =>
  typeof plan !== 'object' || plan === null
    ? []
    : Object.entries(plan).flatMap(([key, value]) =>
        key === 'stage' && typeof value === 'string' ? [value] : key === 'rejectedPlans' ? [] : stagesOf(value),
      );

/** The shapes of the finds among these commands that read more than an index names. Documents by id need no plan. */
export async function scansIn(db: Db, sent: readonly Sent[]): Promise<string[]> {
  const finds = new Map(sent.filter(s => s.name === 'find').map(s => [shapeOf(s), s]));
  const scans: string[] = [];
  for (const [shape, { collection, command }] of finds) {
    const filter = command.filter as Document;
    if ('_id' in filter) continue;
    const stages = stagesOf(await db.collection(collection).find(filter).explain());
    const byIndex = stages.some(stage => /IXSCAN|EXPRESS|DISTINCT_SCAN/.test(stage));
    if (!byIndex || stages.includes('COLLSCAN')) scans.push(shape);
  }
  return scans;
}
