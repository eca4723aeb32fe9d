import type { MonthReport } from '#contract/reports.ts';
import { INK } from './pdf.ts';
import { shortMonth } from './words.ts';

const OUTSIDE = '#e3e7ec';
const DAYS: Readonly<Record<string, { readonly fill: string; readonly sign: string }>> = {
  u: { fill: INK.up, sign: '' },
  // Letters as well as colours: papers are copied in black and white.
  g: { fill: INK.degraded, sign: 'T' },
  d: { fill: INK.down, sign: 'M' },
  '?': { fill: '#ffffff', sign: '' },
  '-': { fill: OUTSIDE, sign: '' },
};

/** Days of a month as blocks with their numbers, a letter each, as the contract has it; hatched where nobody looked. */
export function daysStrip(days: string, width: number, height: number): string {
  const tall = height - 10;
  const step = width / Math.max(days.length, 28);
  const wide = step - 1;
  const blocks = [...days].map((letter, index) => {
    const { fill, sign } = DAYS[letter] ?? { fill: OUTSIDE, sign: '?' };
    const x = index * step;
    const middle = (x + wide / 2).toFixed(2);
    const edge = letter === '?' ? ` stroke="${INK.unknown}" stroke-width="0.5"` : '';
    const hatch = [0.25, 0.5, 0.75, 1]
      .map((share) => {
        const long = Math.min(share * wide, tall);
        return `<path d="M${x.toFixed(2)} ${long.toFixed(2)} l${long.toFixed(2)} -${long.toFixed(2)}" stroke="${INK.unknown}" stroke-width="0.7"/>`;
      })
      .join('');
    return (
      `<rect x="${x.toFixed(2)}" y="0" width="${wide.toFixed(2)}" height="${tall}" fill="${fill}"${edge}/>` +
      (letter === '?' ? hatch : '') +
      `<text x="${middle}" y="${tall / 2 + 3}" font-size="8" font-weight="bold" text-anchor="middle" fill="#ffffff">${sign}</text>` +
      `<text x="${middle}" y="${height - 1}" font-size="6.5" text-anchor="middle" fill="${INK.muted}">${index + 1}</text>`
    );
  });
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Roboto">${blocks.join('')}</svg>`;
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
        `<text x="${left - 4}" y="${y(value) + 3}" font-size="7" text-anchor="end" fill="${INK.muted}">${String(value).replace('.', ',')} %</text>`,
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
