import type { LinkOptions } from './router-link.ts';

interface Reached {
  readonly tls: boolean;
  /** PEM that api-ssl of this router must show. */
  readonly certificate?: string | null | undefined;
}

/** How a router is spoken to: the certificate pinned for it goes before what holds for all. */
export function tlsOf({ tls, certificate }: Reached, forAll: LinkOptions['tls']): LinkOptions['tls'] {
  if (!tls) return false;
  return certificate ? { pinned: certificate } : forAll;
}
