/** Loaded before everything else: the time of this process is the real one plus what it is set off by, from the start or later by a message. */
const Real = Date;
let ahead = Number(process.env.FAULTS_AHEAD ?? 0);

/** ms */
export const setAhead = (ms: number): void => {
  ahead = ms;
};

const now = (): number => Real.now() + ahead;

globalThis.Date = new Proxy(Real, {
  construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made) as Date,
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});

process.on('message', (said: { ahead?: number }) => {
  if (said.ahead !== undefined) setAhead(said.ahead);
});
// A parent that is listened to does not keep a process that wants to end.
process.channel?.unref();
