import { expect, test } from 'vitest';
import type { ScriptPlan } from './plan.ts';
import { type Bench, factoryRouter, settingsOf } from './testing.ts';

/** The same on every router of this test. */
const FIXED: Partial<ScriptPlan> = {
  api: { tls: false, port: 8728 },
  portal: { origin: 'https://wifi.example.go.id', key: 'kkkkkkkkkkkkkkkkkkkk' },
};

const isComment = (line: string) => line.startsWith('#') || line === '';

/** Lines without which a script says that it is through although the router is another. */
async function unnoticed(whole: Bench, start: () => Promise<Bench>): Promise<string[]> {
  const lines = whole.script(FIXED).split('\n');
  expect(await whole.paste(lines.join('\n'))).toContain('SELESAI');
  const settings = JSON.stringify(settingsOf(whole.router));
  const found: string[] = [];
  for (const [at, line] of lines.entries()) {
    if (isComment(line)) continue;
    await using bench = await start();
    const said = await bench.paste(lines.toSpliced(at, 1).join('\n'));
    if (said.includes('SELESAI') && JSON.stringify(settingsOf(bench.router)) !== settings)
      found.push(`${at + 1}: ${line}`);
  }
  return found;
}

test.each([false, true])(
  'a line that a slow terminal lost is noticed, or did nothing (a router without hotspot: %s)',
  { timeout: 90_000 },
  async (bare) => {
    const start = () => factoryRouter('7.20', { bare });
    await using whole = await start();
    expect(await unnoticed(whole, start)).toEqual([]);
  },
);
