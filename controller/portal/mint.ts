import { type Access, type CodeRefusal, CodeRefused, FormUsedUp, type Ticket } from '../access/index.ts';
import type { PortalRouter } from './known-routers.ts';
import { TERMS_VERSION } from './notice.ts';
import type { StartFields } from './parse.ts';

type Minted =
  | { readonly ticket: Ticket; readonly refused: null }
  | { readonly refused: 'form' | CodeRefusal };

/** A ticket for this phone; or why not (`form`: this form has had enough). */
export async function mint(
  access: Pick<Access, 'mintTicket'>,
  { id }: PortalRouter,
  { mac, tanda, kode }: StartFields & { readonly kode?: string },
): Promise<Minted> {
  const wish = { routerId: id, mac, termsVersion: TERMS_VERSION, form: tanda };
  try {
    const ticket = await access.mintTicket(kode === undefined ? wish : { ...wish, code: kode });
    return { ticket, refused: null };
  } catch (error) {
    if (error instanceof FormUsedUp) return { refused: 'form' };
    if (error instanceof CodeRefused) return { refused: error.why };
    throw error;
  }
}
