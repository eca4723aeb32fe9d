import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

export interface TestBrowser {
  readonly browser: Browser;
  /** Path of the Chromium that runs. */
  readonly executable: string;
  /** Folder that its own libraries were unpacked to. */
  readonly folder: string;
  close(): Promise<void>;
}

/**
 * The Chromium that comes inside the npm package, with the libraries it needs. Its package unpacks them only where it
 * takes the machine for a cloud runtime of Node 22, and into TMPDIR: so both are set before it is imported, and the
 * folder is a fresh one, lest two checkouts or two users share it.
 */
export async function startBrowser(): Promise<TestBrowser> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sd-'));
  const before = process.env.TMPDIR;
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
  process.env.TMPDIR = folder;
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    packaged.setGraphicsMode = false;
    const executable = await packaged.executablePath();
    namePackagedFonts(folder);
    const browser = await playwright.launch({
      executablePath: executable,
      // One process for all pages would take the browser down with any page.
      args: packaged.args.filter((arg) => arg !== '--single-process'),
    });
    return {
      browser,
      executable,
      folder,
      async close() {
        await browser.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/**
 * The package's own fontconfig names folders of a cloud runtime. Without any font Chromium dies at the first text field
 * (SkFontMgr_FontConfigInterface: not implemented).
 */
function namePackagedFonts(folder: string): void {
  const fonts = path.join(folder, 'fonts');
  writeFileSync(
    path.join(fonts, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
  );
}

/** Where the dynamic linker finds each library of this program: name → path, `null` when it finds none. */
export function librariesOf(executable: string): Map<string, string | null> {
  const listed = execFileSync('ldd', [executable], { encoding: 'utf8' });
  return new Map(
    listed
      .split('\n')
      .map((line) => /^\s*(\S+) => (not found|\S+)/.exec(line))
      .filter((found) => found !== null)
      .map(([, name, where]) => [name!, where === 'not found' ? null : where!]),
  );
}
