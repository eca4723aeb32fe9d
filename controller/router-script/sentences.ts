import type { Hindrance } from './plan-of.ts';

/** Why there is no script, and what to do, for a terminal. */
export function hindranceSentence(hindrance: Hindrance): string {
  switch (hindrance.why) {
    case 'no-portal-url':
      return 'PORTAL_PUBLIC_URL belum diisi: router perlu tahu alamat portal, misalnya https://wifi.oganilirkab.go.id.';
    case 'no-wireguard':
      return 'WIREGUARD_ENDPOINT dan WIREGUARD_PUBLIC_KEY belum diisi: router ini tersambung lewat hub (via = hub).';
    case 'no-sstp':
      return 'SSTP_ENDPOINT belum diisi: router RouterOS 6 ini tersambung lewat hub (via = hub).';
    case 'no-radius-address':
      return 'RADIUS_PUBLIC_ADDRESS belum diisi: router tanpa terowongan (via = direct) perlu alamat IP server ini.';
    case 'radius-not-ipv4':
      return 'RADIUS_PUBLIC_ADDRESS harus alamat IPv4: hotspot dan pembatasan layanan di router memakainya.';
    case 'network-full':
      return `Alamat di TUNNEL_NETWORK ${hindrance.network} sudah habis: perbesar jaringannya.`;
    case 'secrets-lost':
      return `Kata sandi atau rahasia router ${hindrance.router} tidak ada: isi lagi lewat impor, lalu cetak lagi.`;
    case 'other-version':
      return `Router ini memakai RouterOS ${hindrance.version}: pakai --version ${hindrance.form}.`;
  }
}
