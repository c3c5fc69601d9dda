import { BOT_SCOPES } from '../../src/slack-api/scopes.ts';
import { bundlePage } from '../simulator/page/bundle.ts';
import { seedWorkspace } from '../simulator/seed.ts';
import { type Simulator, startSimulator } from '../simulator/server.ts';

/** The stand-in without an app, for one that is set up and started by hand in Socket Mode; both go by the machine's clock. */
export async function startAlone(o: { port: number }): Promise<Simulator> {
  const slack = await startSimulator({
    port: o.port,
    zone: 'Asia/Seoul',
    page: await bundlePage(),
    scopes: BOT_SCOPES,
  });
  seedWorkspace(slack);
  // Where it serves its pages, unless it is told another port.
  slack.connect('http://127.0.0.1:3000/slack/events', true);
  return slack;
}
