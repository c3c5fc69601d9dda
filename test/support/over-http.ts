import { it } from 'vitest';

/** Where Slack has to ask one certain process: over lines it may ask any. */
export const overHttp = it.skipIf(process.env.SOCKET_MODE !== undefined);
