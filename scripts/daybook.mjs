// `npm run daybook`: from the source where tsx is installed, so that a fresh clone needs no build; else from the build.
await import('./node.cjs');
const fromSource = await import('tsx').then(
  () => true,
  () => false,
);
if (fromSource) {
  await import('../src/cli/main.ts');
} else {
  await import('./built.cjs');
  await import('../dist/src/cli/main.js');
}
