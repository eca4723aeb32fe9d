import { statfs } from 'node:fs/promises';

export interface DiskUsage {
  /** As df: what only root may use counts neither as used nor as free. 0..100. */
  readonly usedPercent: number;
  readonly freeBytes: number;
}

/** Null = the folder is not there, or its disk does not answer. */
export async function usageOf(folder: string): Promise<DiskUsage | null> {
  try {
    const { blocks, bfree, bavail, bsize } = await statfs(folder);
    const used = blocks - bfree;
    const total = used + bavail;
    return total === 0 ? null : { usedPercent: (100 * used) / total, freeBytes: bavail * bsize };
  } catch {
    return null;
  }
}
