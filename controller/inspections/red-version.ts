/**
 * Is this RouterOS older than the oldest safe one of its branch? `minimum` has one version a branch (`7.24.3`); a newer branch is
 * safe, one that it does not name is not. A version that cannot be read (a beta) is red.
 */
export function isRed(version: string, minimum: readonly string[]): boolean {
  const [major, minor, patch = 0] = partsOf(version);
  const branches = minimum.map(partsOf).filter((branch) => branch[0] === major);
  if (branches.length === 0 && !Number.isNaN(major)) return false;
  if (major === undefined || minor === undefined || [major, minor, patch].some(Number.isNaN)) return true;
  if (branches.every(([, branch = 0]) => minor > branch)) return false;
  const same = branches.find(([, branch]) => branch === minor);
  return same === undefined || patch < (same[2] ?? 0);
}

const partsOf = (version: string): number[] =>
  version.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : Number.NaN));
