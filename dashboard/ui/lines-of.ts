/** SVG paths of a series in a box: `line`, and `area` down to the ground. Nulls break both; a lone value is a dot. */
export function linesOf(
  values: readonly (number | null)[],
  width: number,
  height: number,
): { line: string; area: string } {
  const most = Math.max(1, ...values.filter((value) => value !== null));
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  const point = (value: number, at: number) =>
    `${round(at * step)} ${round(1 + height - (value / most) * height)}`;
  let line = '';
  let area = '';
  for (const { from, run } of runsOf(values)) {
    const points = run.map((value, index) => point(value, from + index));
    const last = from + run.length - 1;
    line += `M${points.join('L')}${run.length === 1 ? 'h0.01' : ''}`;
    area += `M${round(from * step)} ${height + 1}L${points.join('L')}L${round(last * step)} ${height + 1}Z`;
  }
  return { line, area };
}

const round = (value: number) => Math.round(value * 10) / 10;

function runsOf(values: readonly (number | null)[]): { from: number; run: number[] }[] {
  const runs: { from: number; run: number[] }[] = [];
  let open = false;
  values.forEach((value, at) => {
    if (value === null) open = false;
    else if (open) runs.at(-1)!.run.push(value);
    else {
      runs.push({ from: at, run: [value] });
      open = true;
    }
  });
  return runs;
}
