import type { Asks } from './menu.ts';
import { RouterFault } from './router-fault.ts';

/** How `/system/reboot` ended. `acknowledged` means no more than that nobody said no. */
export type RebootAnswer =
  | { readonly event: 'acknowledged'; readonly how: 'done' | 'closed' | 'silence' }
  | { readonly event: 'failed'; readonly detail: string };

/**
 * Asks a router to restart. Versions differ: `!done`, FIN, RST or nothing at all are all a yes; proof is only a smaller uptime in
 * a later look. A trap is a no, and so is a connection that was gone before the command left.
 */
export async function reboot(link: Asks, deadlineMs: number): Promise<RebootAnswer> {
  try {
    await link.exec(['/system/reboot'], deadlineMs);
    return { event: 'acknowledged', how: 'done' };
  } catch (error) {
    if (!(error instanceof RouterFault)) throw error;
    if (error.kind === 'trap') return { event: 'failed', detail: error.message };
    if (!error.left) return { event: 'failed', detail: `not sent: ${error.kind}` };
    return { event: 'acknowledged', how: error.kind === 'timeout' ? 'silence' : 'closed' };
  }
}
