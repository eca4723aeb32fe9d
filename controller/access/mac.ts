const MAC =
  /^([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})[:-]?([0-9a-f]{2})$/i;

/** A MAC address in upper case with colons, from any of the ways that routers write it; null when it is none. */
export function macOf(text: string): string | null {
  return MAC.exec(text)?.slice(1).join(':').toUpperCase() ?? null;
}
