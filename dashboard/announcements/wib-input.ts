/** WIB is UTC+7 all year. */
const WIB_MS = 7 * 3_600_000;

/** An instant as a `datetime-local` field shows it in WIB, to the minute; empty for none. */
export function toWibInput(instant: string | null): string {
  return instant === null ? '' : new Date(Date.parse(instant) + WIB_MS).toISOString().slice(0, 16);
}

/** What stands in a `datetime-local` field, read as WIB; null when it is empty or no time. */
export function fromWibInput(value: string): string | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const at = Date.parse(`${value.slice(0, 16)}:00.000Z`);
  return Number.isNaN(at) ? null : new Date(at - WIB_MS).toISOString();
}
