import { accountsStep } from './accounts.ts';
import { aloneStep } from './alone.ts';
import { blockOf, type Step, say } from './block.ts';
import { certificateStep } from './certificate-step.ts';
import { checkLines } from './checks.ts';
import { doorsStep } from './doors.ts';
import { hotspotStep } from './hotspot.ts';
import { identityStep } from './identity.ts';
import { pagesStep } from './pages.ts';
import type { ScriptPlan } from './plan.ts';
import { plain, quoted } from './quote.ts';
import { radiusStep } from './radius.ts';
import { tunnelStep } from './tunnel.ts';
import { witnessStep } from './witness.ts';

/** What the script does, in its order. */
export const stepsOf = (plan: ScriptPlan): Step[] =>
  [
    identityStep(plan),
    tunnelStep(plan),
    certificateStep(plan),
    accountsStep(plan),
    radiusStep(plan),
    witnessStep(plan),
    // A new hotspot holds back whoever pastes over IP: by then the controller must be able to come in.
    hotspotStep(plan),
    pagesStep(plan),
    aloneStep(plan),
    doorsStep(plan),
  ].filter((step) => step !== null);

/**
 * The set-up of one router, to be pasted whole into its terminal. Twice changes nothing; cut off anywhere, pasting it
 * again makes it whole. Holds secrets.
 */
export function scriptOf(plan: ScriptPlan): string {
  const steps = stepsOf(plan);
  const of = steps.length + 1;
  const blocks = [
    [`# 1/${of} Pemeriksaan: belum ada yang diubah`, '{', ...checkLines(plan), '}'].join('\n'),
    ...steps.map((step, index) => blockOf(plan, step, index + 2, of)),
    endOf(plan, steps),
  ];
  return `${[headOf(plan), ...blocks].join('\n')}\n`;
}

const headOf = ({ router, village, form }: ScriptPlan): string =>
  [
    `# Sinyal Desa: pemasangan router ${plain(router)} (${plain(village)}), RouterOS ${form}`,
    '# Berisi kata sandi: jangan disimpan, jangan dikirim lewat grup.',
    '# WinBox: sambung lewat alamat MAC, buka New Terminal, tempel seluruhnya. Boleh diulang.',
  ].join('\n');

/** Says which steps are missing, whatever the reason: a block that was cut, misread or refused leaves no mark. */
function endOf({ nasIdentifier }: ScriptPlan, steps: readonly Step[]): string {
  const lines = steps.map(
    ({ title }, index) =>
      `:if ([:typeof [:find $sdLangkah "|${index + 2}|"]] = "nil") do={ :set kurang ($kurang + 1); ${say(`BELUM: langkah ${index + 2}, ${title}`)} }`,
  );
  return [
    '# Penutup',
    '{',
    ':global sdLanjut',
    ':global sdLangkah',
    ':local kurang 0',
    ...lines,
    `:if (($sdLanjut = ${quoted(nasIdentifier)}) && ($kurang = 0)) do={ ${say('SELESAI. Jangan tutup terminal ini sebelum Uji sambungan di dasbor hijau.')} } else={ ${say('BELUM LENGKAP. Baca pesan di atas, lalu tempel lagi seluruh skrip.')} }`,
    ':set sdLanjut ""',
    '}',
  ].join('\n');
}
