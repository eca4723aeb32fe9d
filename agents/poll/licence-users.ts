/** HotSpot users at once by level (manual, License); others have no limit. */
const USERS: Readonly<Record<string, number>> = { '0': 1, '1': 1, '3': 1, '4': 200, '5': 500, demo: 1 };

/** Null = without a limit, or the level is not known. */
export const licenceUsers = (level: string | null): number | null =>
  level === null ? null : (USERS[level.toLowerCase()] ?? null);
