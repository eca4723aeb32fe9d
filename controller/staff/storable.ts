/** Deeper than any body of ours, and far from the end of the stack. */
const DEEPEST = 50;

/** PostgreSQL's text holds neither U+0000 nor half a surrogate pair. */
const isStorable = (text: string) => !text.includes('\0') && text.isWellFormed();

/** The same text with U+FFFD in their place. */
export const storable = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');

/** Where in `value` stands a text, or a depth, that no row of ours can hold: path with dots; null = nowhere. */
export function unstorableIn(value: unknown, path: readonly string[] = []): string | null {
  const here = path.join('.') || 'body';
  if (typeof value === 'string') return isStorable(value) ? null : here;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return null;
  if (path.length >= DEEPEST) return here;
  for (const [key, inner] of Object.entries(value)) {
    const found = isStorable(key) ? unstorableIn(inner, [...path, key]) : here;
    if (found !== null) return found;
  }
  return null;
}
