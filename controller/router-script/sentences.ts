import type { ScriptHindrance } from '#contract/router-script.ts';
import type { Hindrance } from './plan-of.ts';

const SENTENCES: Record<ScriptHindrance, (of: Hindrance) => string> = {
  'no-portal-url': () =>
    'PORTAL_PUBLIC_URL belum diisi: router perlu tahu alamat portal, misalnya https://wifi.oganilirkab.go.id.',
  'no-wireguard': () =>
    'WIREGUARD_ENDPOINT dan WIREGUARD_PUBLIC_KEY belum diisi: router ini tersambung lewat hub (via = hub).',
  'no-sstp': () => 'SSTP_ENDPOINT belum diisi: router RouterOS 6 ini tersambung lewat hub (via = hub).',
  'no-radius-address': () =>
    'RADIUS_PUBLIC_ADDRESS belum diisi: router tanpa terowongan (via = direct) perlu alamat IP server ini.',
  'radius-not-ipv4': () =>
    'RADIUS_PUBLIC_ADDRESS harus alamat IPv4: hotspot dan pembatasan layanan di router memakainya.',
  'network-full': () => 'Alamat di TUNNEL_NETWORK sudah habis: perbesar jaringannya.',
  'secrets-lost': ({ router }) =>
    `Kata sandi atau rahasia router ${router} tidak ada: isi lagi lewat impor, lalu cetak lagi.`,
  'other-version': ({ router, form }) =>
    `Router ${router} memakai RouterOS ${form}: cetak dengan --version ${form}.`,
};

/** Why there is no script, and what to do, for a terminal. */
export const hindranceSentence = (hindrance: Hindrance): string => SENTENCES[hindrance.why](hindrance);
