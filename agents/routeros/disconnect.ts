import { z } from 'zod';
import { type Asks, rowsAs } from './menu.ts';
import type { Reply } from './pending-command.ts';
import { RouterFault } from './router-fault.ts';

/** How the end of a phone's session went. `acknowledged`: it is among `/ip/hotspot/active` no longer, which was looked at. */
export type DisconnectAnswer =
  | { readonly event: 'acknowledged'; readonly how: 'gone' | 'was-gone' }
  | { readonly event: 'failed'; readonly detail: string };

const Active = z.object({ '.id': z.string() });

/** Ends the sessions of a phone: the rows of `/ip/hotspot/active` with this address are removed, and looked for again. */
export async function disconnect(link: Asks, mac: string, deadlineMs: number): Promise<DisconnectAnswer> {
  const idsOf = ({ rows }: Reply) => rowsAs(Active, rows).map((row) => row['.id']);
  const find = async () =>
    idsOf(await link.exec(['/ip/hotspot/active/print', '=.proplist=.id', `?mac-address=${mac}`], deadlineMs));
  try {
    const ids = await find();
    if (ids.length === 0) return { event: 'acknowledged', how: 'was-gone' };
    for (const id of ids) await remove(link, id, deadlineMs);
    const left = await find();
    if (left.some((id) => ids.includes(id))) return { event: 'failed', detail: 'still among the active' };
    return { event: 'acknowledged', how: 'gone' };
  } catch (error) {
    if (error instanceof z.ZodError)
      return { event: 'failed', detail: 'the list of the active is unreadable' };
    if (!(error instanceof RouterFault)) throw error;
    return {
      event: 'failed',
      detail: error.kind === 'trap' ? error.message : `${error.kind}: ${error.message}`,
    };
  }
}

/** `no such item`: it went by itself in between. */
async function remove(link: Asks, id: string, deadlineMs: number): Promise<void> {
  try {
    await link.exec(['/ip/hotspot/active/remove', `=.id=${id}`], deadlineMs);
  } catch (error) {
    const gone =
      error instanceof RouterFault && error.kind === 'trap' && error.message.startsWith('no such item');
    if (!gone) throw error;
  }
}
