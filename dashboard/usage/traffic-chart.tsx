import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { UsagePoint } from '#contract/usage.ts';
import type { Messages } from '../text/catalogue.ts';
import type { Format } from '../text/format.ts';
import { useTexts } from '../ui/text.tsx';

const HEIGHT = 240;

type Data = [number[], (number | null)[], (number | null)[], (number | null)[]];

const dataOf = (points: readonly UsagePoint[]): Data => [
  points.map((point) => Date.parse(point.at) / 1000),
  points.map((point) => point.receiveBitsPerSecond),
  points.map((point) => point.transmitBitsPerSecond),
  points.map((point) => point.users),
];

const most = (values: readonly (number | null)[]) => Math.max(0, ...values.map((value) => value ?? 0));

export function TrafficChart({ points }: { points: readonly UsagePoint[] }) {
  const { t, f } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const data = dataOf(points);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const draw = () => new uPlot(optionsOf(element.clientWidth, t, f), dataOf(points), element);
    let chart = draw();
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    // A canvas does not follow the tokens by itself.
    const themed = new MutationObserver(() => {
      chart.destroy();
      chart = draw();
    });
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      chart.destroy();
    };
  }, [points, t, f]);
  return (
    <div
      ref={box}
      role="img"
      aria-label={t.router.chartLabel({ down: f.bits(most(data[1])), up: f.bits(most(data[2])) })}
      className="traffic-chart live-data w-full"
    />
  );
}

function optionsOf(width: number, t: Messages, f: Format): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: token('--muted'),
    font: `13px ${getComputedStyle(document.body).fontFamily}`,
    grid: { stroke: token('--line'), width: 1 },
    ticks: { show: false },
  };
  const line = (label: string, stroke: string, show: (value: number) => string): uPlot.Series => ({
    label,
    stroke,
    width: 2,
    points: { show: false },
    value: (_chart, value) => (value === null ? '–' : show(value)),
  });
  return {
    width,
    height: HEIGHT,
    cursor: { y: false },
    scales: {
      x: { time: true },
      y: { range: (_chart, _least, top) => [0, Math.max(1, top) * 1.08] },
      users: { range: (_chart, _least, top) => [0, Math.max(4, top) * 1.08] },
    },
    axes: [
      { ...axis, values: (_chart, ticks) => ticks.map((second) => f.time(second * 1000)) },
      { ...axis, size: 78, values: (_chart, ticks) => ticks.map((bits) => f.bits(bits)) },
      {
        ...axis,
        side: 1,
        scale: 'users',
        size: 36,
        grid: { show: false },
        values: (_chart, ticks) => ticks.map((users) => (Number.isInteger(users) ? f.number(users) : '')),
      },
    ],
    series: [
      {
        label: t.router.lookAt,
        value: (_chart, second) => (second === null ? '–' : f.timeLabelled(second * 1000)),
      },
      {
        ...line(t.router.download, token('--accent'), f.bits),
        fill: `color-mix(in srgb, ${token('--accent')} 12%, transparent)`,
      },
      line(t.router.upload, token('--series-2'), f.bits),
      { ...line(t.router.usersSeries, token('--muted'), f.number), scale: 'users', dash: [4, 4], width: 1.5 },
    ],
  };
}
