// `npm run daybook`: from the source where tsx is installed, so that a fresh clone needs no build; else from the build.
(async () => {
  const tsx = await import('tsx').then(
    () => true,
    () => false,
  );
  if (tsx) return import('../src/cli/main.ts');
  require('./built.cjs');
  return import('../dist/src/cli/main.js');
})();
