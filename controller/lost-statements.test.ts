import { expect, test } from 'vitest';
import type { ScriptPlan } from './router-script/index.ts';
import { type Bench, factoryRouter, settingsOf, testPlan } from './router-script/testing.ts';
import { inspect } from './testing-inspection.ts';

/** The script counts its lines, so that a lost one is refused. Without that only *Uji sambungan* can find what it did. */
const COUNT = /; :set (baris|dalam) \(\$\1 \+ 1\)/g;
const COUNTED = /^ *:if \(\$(baris|dalam) != /;

/** What no inspection can tell from a router that somebody set up so on purpose: these only the counting notices. */
const ONLY_COUNTED = [
  // taken over from the hotspot that was there
  /profile set \[find name=\$baru\] (hotspot-address|dns-name|html-directory)=/,
  // a second hotspot on the bridge
  /:set ada \[:len \[\/ip hotspot find\]\]/,
  // the pages stand there all the same
  /\/file add name=(\$map|\(\$akar \. "sinyal-(pusat|putus)"\)) type=directory/,
  /:set akar "flash\/"/,
];

const bareScript = (script: string): string[] =>
  script
    .replaceAll(COUNT, '')
    .split('\n')
    .filter((line) => !COUNTED.test(line));

/** Settings with what differs from one simulated router to the next made equal. */
const settings = ({ router }: Bench): string =>
  JSON.stringify(settingsOf(router)).replaceAll(String(router.port), 'API');

test.each([
  ['7.20', false],
  ['7.20', true],
  ['6.49.10', true],
])(
  'RouterOS %s (without hotspot: %s): each statement that is lost is refused, did nothing, or is found by the inspection',
  { timeout: 120_000 },
  async (version, bare) => {
    await using whole = await factoryRouter(version, { bare });
    const over: Partial<ScriptPlan> = {
      minimum: ['7.12', '6.49.1'],
      portal: { origin: whole.portal, key: 'k'.repeat(20) },
    };
    const lines = bareScript(whole.script(over));
    expect(await whole.paste(lines.join('\n'))).toContain('SELESAI');
    const wanted = settings(whole);
    const found: string[] = [];
    const unnoticed: string[] = [];
    for (const at of lines.keys()) {
      if (/^(#|$)/.test(lines[at]!)) continue;
      await using bench = await factoryRouter(version, { bare });
      const said = await bench.paste(bareScript(bench.script(over)).toSpliced(at, 1).join('\n'));
      if (!said.includes('SELESAI') || settings(bench) === wanted) continue;
      const steps = await inspect(bench, testPlan(bench.router, bench.portal, over));
      (steps.some(({ result }) => result === 'wrong') ? found : unnoticed).push(lines[at]!);
    }
    expect(found.length).toBeGreaterThan(30);
    expect(unnoticed.filter((line) => !ONLY_COUNTED.some((known) => known.test(line)))).toEqual([]);
  },
);
