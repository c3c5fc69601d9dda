// Plain JavaScript, since nothing is built or installed yet where it is needed.
require('./node.cjs');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

if (!existsSync(join(__dirname, '..', 'dist', 'src', 'main.js'))) {
  process.stderr.write(
    'Daybook is not built yet. Run `npm run build` first (after `npm ci`), then this command again.\n',
  );
  process.exit(1);
}
