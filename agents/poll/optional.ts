import { RouterFault } from '../routeros/index.ts';

/** Null where a router does not have a menu, may not show it, or answers it strangely; what kills the connection still rejects. */
export async function optional<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RouterFault && (error.kind === 'trap' || error.kind === 'unreadable')) return null;
    throw error;
  }
}

/** `without` where the version or its packages do not have the menu; a refusal of rights still rejects. */
export async function ifPresent<T>(asked: Promise<T>, without: T): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RouterFault && error.isNoSuchCommand) return without;
    throw error;
  }
}
