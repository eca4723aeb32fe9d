import { z } from 'zod';
import type { Menu } from './menu.ts';
import { figure } from './row-values.ts';

export interface Health {
  readonly temperatureCelsius: number | null;
  readonly voltageVolts: number | null;
}

const Sensor = z.object({ name: z.string(), value: z.string() });
/** In the order of preference: the chip's own sensor first. */
const TEMPERATURES = ['cpu-temperature', 'temperature', 'board-temperature1', 'board-temperature'];

/** Nothing that runs on more than 60 V or hotter than 150 °C is in a village: then the unit was dV or tenths of a degree. */
const volts = (value: number): number => (value > 60 ? value / 10 : value);
const celsius = (value: number): number => (value > 150 ? value / 10 : value);

/**
 * `/system/health`: one row of properties in v6, rows of name, value and type in v7; none on boards without sensors. The manual
 * gives dV and tenths of a degree for scripts and API, exporters see plain values: hence the guard.
 */
export const health: Menu<Health> = {
  words: ['/system/health/print'],
  read: ({ rows }) => {
    const sensors = new Map<string, string>();
    for (const row of rows) {
      const sensor = Sensor.safeParse(row);
      if (sensor.success) sensors.set(sensor.data.name, sensor.data.value);
      else for (const [name, value] of Object.entries(row)) sensors.set(name, value);
    }
    const read = (name: string): number | null => figure.safeParse(sensors.get(name)).data ?? null;
    const hot = TEMPERATURES.map(read).find((value) => value !== null) ?? null;
    const voltage = read('voltage');
    return {
      temperatureCelsius: hot === null ? null : celsius(hot),
      voltageVolts: voltage === null ? null : volts(voltage),
    };
  },
};
