import type { ChartModel } from '../../blocks/native.ts';

const STEPS = [1, 2, 2.5, 5, 10];
const MOST_STEPS = 6;

/** Round values from zero to the largest value or a little beyond. */
export function ticksOf(m: Pick<ChartModel, 'series'>): number[] {
  const most = Math.max(0, ...m.series.flatMap(s => s.values));
  if (most === 0) return [0, 1];
  const scale = 10 ** Math.floor(Math.log10(most / MOST_STEPS));
  const step = (STEPS.find(s => s * scale * MOST_STEPS >= most) ?? 10) * scale;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}
