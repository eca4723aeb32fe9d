import type { MonthReport } from '#contract/reports.ts';
import { INK } from './pdf.ts';
import { shortMonth } from './words.ts';

const dayColours: Record<string, string> = {
  u: INK.up,
  g: INK.degraded,
  d: INK.down,
  '?': 'url(#unknown)',
  '-': '#eef1f4',
};

/** Days of a month as blocks: a letter each, as the contract has it. Days nobody observed are hatched. */
export function daysStrip(days: string, width: number, height: number): string {
  const step = width / Math.max(days.length, 1);
  const blocks = [...days]
    .map((letter, index) => {
      const x = (index * step).toFixed(2);
      const fill = letter === '?' ? '#ffffff' : (dayColours[letter] ?? '#eef1f4');
      const hatch =
        letter === '?'
          ? `<path d="M${x} ${height} l${(step - 1).toFixed(2)} -${height}" stroke="${INK.unknown}" stroke-width="1"/>`
          : '';
      return `<rect x="${x}" y="0" width="${(step - 1).toFixed(2)}" height="${height}" fill="${fill}"${letter === '?' ? ` stroke="${INK.unknown}" stroke-width="0.5"` : ''}/>${hatch}`;
    })
    .join('');
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${blocks}</svg>`;
}

/** Both figures over twelve months; a month without a figure is a gap. */
export function trendChart(trend: MonthReport['trend'], width: number, height: number): string {
  const values = trend.flatMap(({ felt, owed }) => [felt, owed]).filter((value) => value !== null);
  const least = Math.max(0, Math.min(90, ...values.map((value) => Math.floor(value / 10) * 10)));
  const [left, bottom, top] = [30, 16, 6];
  const x = (index: number) => left + (index * (width - left - 8)) / Math.max(1, trend.length - 1);
  const y = (value: number) => top + ((100 - value) * (height - top - bottom)) / (100 - least);
  const line = (of: 'felt' | 'owed', colour: string, dash: string) => {
    let path = '';
    trend.forEach((month, index) => {
      const value = month[of];
      if (value === null) return;
      const joined = (trend[index - 1]?.[of] ?? null) !== null;
      path += `${joined ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    });
    const dots = trend
      .map((month, index) => {
        const value = month[of];
        return value === null
          ? ''
          : `<circle cx="${x(index).toFixed(1)}" cy="${y(value).toFixed(1)}" r="2" fill="${colour}"/>`;
      })
      .join('');
    return `<path d="${path || 'M0 0'}" fill="none" stroke="${colour}" stroke-width="1.5"${dash}/>${dots}`;
  };
  const grid = [100, (100 + least) / 2, least]
    .map(
      (value) =>
        `<line x1="${left}" x2="${width}" y1="${y(value)}" y2="${y(value)}" stroke="${INK.line}" stroke-width="0.5"/>` +
        `<text x="${left - 4}" y="${y(value) + 3}" font-size="7" text-anchor="end" fill="${INK.muted}">${String(value).replace('.', ',')}</text>`,
    )
    .join('');
  const names = trend
    .map(
      ({ month }, index) =>
        `<text x="${x(index)}" y="${height - 4}" font-size="7" text-anchor="middle" fill="${INK.muted}">${shortMonth(month)}</text>`,
    )
    .join('');
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Roboto">${grid}${names}${line('owed', INK.muted, ' stroke-dasharray="4 3"')}${line('felt', INK.accent, '')}</svg>`;
}
