import { type Step, say, stop } from './block.ts';
import type { ScriptPlan } from './plan.ts';
import { quoted } from './quote.ts';

/** Name of the certificate that api-ssl shows. */
export const CERTIFICATE = 'sd-api';

/** Signed by itself on the router: its key never leaves it. Small boards take half a minute to make one. */
export function certificateStep({ api, nasIdentifier, router }: ScriptPlan): Step | null {
  if (!api.tls) return null;
  const named = `name="${CERTIFICATE}"`;
  const usage = 'key-usage=digital-signature,key-encipherment,key-cert-sign,tls-server';
  const fields = `${named} common-name=${quoted(nasIdentifier)} key-size=2048 days-valid=3650 ${usage}`;
  const trusted = `[/certificate get [find ${named}] fingerprint]`;
  return {
    title: 'Sertifikat untuk API',
    lines: [
      `:if ([:len [/certificate find ${named}]] = 0) do={ /certificate add ${fields} }`,
      ':local sidik ""',
      `:do { :set sidik ${trusted} } on-error={ }`,
      `:if ([:len $sidik] = 0) do={ /certificate sign ${CERTIFICATE} }`,
      `:for i from=1 to=60 do={ :if ([:len $sidik] = 0) do={ :delay 1s; :do { :set sidik ${trusted} } on-error={ } } }`,
      `:if ([:len $sidik] = 0) do={ ${stop('Sertifikat belum jadi: tunggu satu menit, lalu tempel lagi.')} }`,
      `/ip service set api-ssl certificate=${CERTIFICATE}`,
      ':put ("Sidik jari sertifikat: " . $sidik)',
      say(`Cocokkan di kantor: npm run routers -- certificate ${router}`),
    ],
  };
}
