import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { cacheDir } from '../src/db/embedded/cache.ts';
import { withLock } from '../src/db/embedded/lock.ts';
import { isExecutable } from '../src/db/embedded/mongod.ts';

const run = promisify(execFile);
/** without the frame of a window around each page: a third of the browser's own work */
const HEADLESS = 'chromium-headless-shell';
const NAMES = [
  HEADLESS,
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const INSTALL_MS = 300_000;
let browser: Promise<string> | undefined;

/** Starts a headless browser with a profile of its own, which Playwright removes when the browser is closed. `env`: more of its environment. */
export async function launchBrowser(env: Record<string, string> = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(),
    env: { ...process.env, ...env },
    headless: true,
    chromiumSandbox: !isRoot(),
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * The program of a Chromium browser: `CHROME_PATH`, an installed one, Playwright's own; where there is none it is installed (as root Debian's
 * `chromium`, otherwise Playwright's), by one process at a time.
 * @throws Error saying what to install.
 */
function findBrowser(): Promise<string> {
  browser ??= findOrInstall();
  return browser;
}

async function findOrInstall(): Promise<string> {
  const found = installed();
  if (found && (await hasKoreanFont())) return found;
  return withLock(join(cacheDir(), 'browser.lock'), 2 * INSTALL_MS, async () => {
    if (isRoot()) {
      await apt('update', '-q');
      await aptInstall('fonts-noto-cjk');
      for (const name of [HEADLESS, 'chromium']) if (!installed()) await aptInstall(name);
    } else if (!installed()) await playwrightInstall();
    const program = installed();
    if (program) return program;
    throw new Error(
      'The browser tests need Chrome or Chromium and none could be installed. Install one (Debian: apt-get install chromium fonts-noto-cjk; ' +
        'elsewhere: npx playwright-core install chromium) or name its program in CHROME_PATH.',
    );
  });
}

function installed(): string | undefined {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is no executable file.`);
  }
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => NAMES.map(name => join(folder, name)));
  return [...onPath, ...PLACES, chromium.executablePath()].find(isExecutable);
}

/** Whether Korean text can be drawn, as far as fontconfig knows; without fontconfig the system is trusted. */
async function hasKoreanFont(): Promise<boolean> {
  if (!isRoot()) return true;
  return run('fc-list', [':lang=ko', 'family']).then(
    ({ stdout }) => stdout.trim() !== '',
    () => true,
  );
}

const aptInstall = (name: string): Promise<void> => apt('install', '-q', '-y', '--no-install-recommends', name);

async function apt(...args: string[]): Promise<void> {
  const options = { timeout: INSTALL_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  // No Debian, or no network: whether there is a browser now is looked at again.
  await run('apt-get', args, options).catch(() => undefined);
}

async function playwrightInstall(): Promise<void> {
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'cli.js');
  await run(process.execPath, [cli, 'install', 'chromium'], { timeout: INSTALL_MS }).catch(() => undefined);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}
