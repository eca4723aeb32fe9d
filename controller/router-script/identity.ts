import { isIP } from 'node:net';
import type { Step } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted } from './quote.ts';

export function identityStep({ form, nasIdentifier, ntpServers }: ScriptPlan): Step {
  const name = quoted(nasIdentifier);
  return {
    title: 'Nama dan jam',
    lines: [
      `:if ([/system identity get name] != ${name}) do={ /system identity set name=${name} }`,
      ...(form === 7 ? ntp7(ntpServers) : ntp6(ntpServers)),
    ],
  };
}

const ntp7 = (servers: readonly string[]) => [
  `/system ntp client set enabled=yes servers=${servers.join(',')}`,
];

/** The SNTP client of RouterOS 6: two addresses, or any number of names (manual 6, SNTP). */
function ntp6(servers: readonly string[]): string[] {
  const names = servers.filter((one) => isIP(one) === 0);
  const [first, second] = servers.filter((one) => isIP(one) === 4);
  return [
    ...(names.length > 0 ? [`/system ntp client set server-dns-names=${names.join(',')}`] : []),
    ...(first ? [`/system ntp client set primary-ntp=${first}`] : []),
    ...(second ? [`/system ntp client set secondary-ntp=${second}`] : []),
    '/system ntp client set enabled=yes',
  ];
}
