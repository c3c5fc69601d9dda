import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import type { Page } from '../routes.ts';

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>Daybook</title>
<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%231264a3'/%3E%3Cpath d='M9 17l5 5 9-11' fill='none' stroke='white' stroke-width='3.5' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E">
<link rel="stylesheet" href="/fonts.css">
<link rel="stylesheet" href="/page.css">
</head>
<body><div id="root"></div><script type="module" src="/page.js"></script></body>
</html>
`;

/** Fonts stay where npm put them and are read when a browser asks: six megabytes that most pages need little of. */
function fontsInto(files: Page['files']): Plugin {
  return {
    name: 'fonts',
    setup: ({ onResolve }) => {
      onResolve({ filter: /\.woff2?$/ }, ({ path, resolveDir }) => {
        const url = `/fonts/${basename(path)}`;
        files[url] = { type: 'font/woff2', body: () => readFile(resolve(resolveDir, path)) };
        return { path: url, external: true };
      });
    },
  };
}

/**
 * The stand-in's page, bundled from source: `html` is for `/` (and any unknown path), `files` maps an absolute URL path
 * such as `/page.js` to its type and body. Takes about half a second; nothing is written to disk.
 */
export async function bundlePage(): Promise<Page> {
  const files: Page['files'] = {};
  const result = await build({
    entryPoints: [
      { in: fileURLToPath(new URL('main.tsx', import.meta.url)), out: 'page' },
      { in: fileURLToPath(new URL('styles/fonts.css', import.meta.url)), out: 'fonts' },
    ],
    outdir: '/',
    bundle: true,
    splitting: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [fontsInto(files)],
    logLevel: 'silent',
  });
  for (const file of result.outputFiles) {
    files[`/${basename(file.path)}`] = {
      type: file.path.endsWith('.css') ? 'text/css' : 'text/javascript',
      body: file.contents,
    };
  }
  return { html: HTML, files };
}
