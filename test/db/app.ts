// A small app for the tests of the embedded server: starts it in the folder given and writes until it is killed. It prints the server's process
// ("server 123"), then each id only after the database has acknowledged it.
import { connect } from '../../src/db/connection.ts';
import { startEmbedded } from '../../src/db/embedded.ts';
import { createLog } from '../../src/shared/log.ts';

const [dataDir = '', write] = process.argv.slice(2);
const log = createLog('silent');
const server = await startEmbedded({ dataDir, log });
const { db, close } = await connect({ uri: server.uri, log });
let ending = false;
process.once('SIGTERM', () => {
  ending = true;
});
console.log(`server ${server.pid}`);

const ids = db.collection<{ _id: string; version: number }>('ids');
async function writeOn(lane: number): Promise<void> {
  for (let n = 0; !ending; n++) {
    const _id = `${lane}-${n}`;
    await ids.insertOne({ _id, version: 0 });
    await ids.updateOne({ _id, version: 0 }, { $set: { version: 1 } });
    console.log(_id);
  }
}
if (write === 'write') await Promise.all([0, 1, 2, 3].map(writeOn));
else while (!ending) await new Promise(resolve => setTimeout(resolve, 20));
await close();
await server.stop();
