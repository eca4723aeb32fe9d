import type { Row } from './api/sentence.ts';

export interface LogLine {
  readonly id: number;
  /** The router's own clock, ms, to be read as UTC. */
  readonly clock: number;
  readonly topics: string;
  readonly message: string;
  /** Name of the action that keeps it: `memory`, `disk` or another. */
  readonly buffer: string;
}

/** Where a line goes: an action's name, how many lines it keeps, and whether they outlive a boot. */
interface Buffer {
  readonly name: string;
  readonly most: number;
}

/** Does a rule of `/system/logging` take a line? All its topics must be the line's, none of those with `!`. */
function takes(rule: Row, topics: readonly string[]): boolean {
  if (rule.disabled === 'true') return false;
  return (rule.topics ?? '')
    .split(',')
    .filter((topic) => topic !== '')
    .every((topic) => (topic.startsWith('!') ? !topics.includes(topic.slice(1)) : topics.includes(topic)));
}

function bufferOf(action: Row): Buffer | undefined {
  if (action.target === 'memory')
    return { name: action.name ?? '', most: Number(action['memory-lines'] ?? 1_000) };
  if (action.target !== 'disk') return undefined;
  const [lines, files] = [
    Number(action['disk-lines-per-file'] ?? 1_000),
    Number(action['disk-file-count'] ?? 2),
  ];
  return { name: action.name ?? '', most: lines * files };
}

/** `/log`: what its rules send to memory is gone after a boot, what they send to the disk is not. */
export class Log {
  #lines: LogLine[] = [];
  #next = 1;

  get lines(): readonly LogLine[] {
    return this.#lines;
  }

  /** Keeps a line in each buffer whose rules take it; a full buffer loses its oldest. */
  add(
    line: { readonly clock: number; readonly topics: string; readonly message: string },
    rules: readonly Row[],
    actions: readonly Row[],
  ): void {
    const topics = line.topics.split(',');
    const given = new Set<string>();
    for (const rule of rules) {
      if (given.has(rule.action ?? '') || !takes(rule, topics)) continue;
      const action = actions.find(({ name }) => name === rule.action);
      const buffer = action && bufferOf(action);
      if (!buffer) continue;
      given.add(buffer.name);
      const message = rule.prefix ? `${rule.prefix}: ${line.message}` : line.message;
      this.#lines.push({ ...line, message, id: this.#next++, buffer: buffer.name });
      this.#trim(buffer);
    }
  }

  /** A boot: only what lies on the disk stays. */
  reboot(actions: readonly Row[]): void {
    const onDisk = new Set(actions.filter(({ target }) => target === 'disk').map(({ name }) => name));
    this.#lines = this.#lines.filter(({ buffer }) => onDisk.has(buffer));
    this.#next = (this.#lines.at(-1)?.id ?? 0) + 1;
  }

  #trim({ name, most }: Buffer): void {
    const own = this.#lines.filter(({ buffer }) => buffer === name);
    if (own.length <= most) return;
    const oldest = own[0]!;
    this.#lines = this.#lines.filter((line) => line !== oldest);
  }
}
