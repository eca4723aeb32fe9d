import { MARK, rowOf, type Step } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted } from './quote.ts';

/** An address of somebody else, far from the village. */
export const WATCHED = '8.8.8.8';

/** What a router writes down while nobody can ask it: `sinyal-desa gateway putus`. Read back by its log. */
export const WITNESS_LINE = /^sinyal-desa (gateway|internet|pusat) (putus|pulih)$/;

/** Name of the log's action; letters and digits only (manual, Log). */
export const LOG_ACTION = 'sddisk';

/** Two lines a way and outage, in two files of 200 lines: flash wears out by writing. */
export function witnessStep({ controller }: ScriptPlan): Step {
  return {
    title: 'Catatan gangguan di router',
    lines: [
      ':local map "sinyal-log"',
      ':if ([:len [/file find name="flash"]] > 0) do={ :set map ("flash/" . $map) }',
      ...rowOf(
        '/system logging action',
        `name="${LOG_ACTION}"`,
        `name="${LOG_ACTION}" target=disk disk-file-name=$map`,
        ['disk-file-name=$map disk-lines-per-file=200 disk-file-count=2 disk-stop-on-full=no'],
      ),
      ...rowOf('/system logging', `action="${LOG_ACTION}"`, `topics=script,warning action="${LOG_ACTION}"`, [
        'topics=script,warning disabled=no',
      ]),
      ...watch('internet', WATCHED),
      ...watch('pusat', controller),
      // Over LTE and PPPoE the gateway is an interface: nothing to ping there.
      ':local gerbang ""',
      ':foreach satu in=[/ip route find dst-address=0.0.0.0/0 active=yes] do={ :set gerbang ([/ip route get $satu gateway] . "") }',
      ':if ([:typeof [:find $gerbang "%"]] != "nil") do={ :set gerbang [:pick $gerbang 0 [:find $gerbang "%"]] }',
      ':if ([:typeof [:toip $gerbang]] = "ip") do={',
      ...watch('gateway', '$gerbang').map((line) => `  ${line}`),
      '}',
    ],
  };
}

function watch(what: 'gateway' | 'internet' | 'pusat', host: string): string[] {
  const comment = `comment="${MARK} ${what}"`;
  const tell = (state: 'putus' | 'pulih') => quoted(`:log warning "${MARK} ${what} ${state}"`);
  return rowOf('/tool netwatch', comment, `host=${host} ${comment}`, [
    `host=${host} interval=30s timeout=3s disabled=no`,
    `down-script=${tell('putus')}`,
    `up-script=${tell('pulih')}`,
  ]);
}
