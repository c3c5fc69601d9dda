// Plain JavaScript of any age, since it runs where everything else cannot be read.
const { engines } = require('../package.json');

const least = engines.node.replace('>=', '');
const [[major, minor], [leastMajor, leastMinor]] = [process.versions.node, least].map(v => v.split('.').map(Number));

if (major < leastMajor || (major === leastMajor && minor < leastMinor)) {
  process.stderr.write(`Daybook needs Node.js ${least} or newer; this is ${process.versions.node}.\n`);
  process.exit(1);
}
