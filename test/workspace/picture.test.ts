import { createCanvas, loadImage } from '@napi-rs/canvas';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChartModel } from '../../blocks/native.ts';
import { ticksOf } from '../../src/workspace/chart-ticks.ts';
import { chartPicture } from '../../src/workspace/picture.ts';

const bars = (categories: readonly string[], values: readonly number[]): ChartModel => ({
  ...{ title: '근무 시간', kind: 'bar', unit: '시간', categories },
  series: [{ name: '근무', values }],
});

async function pixels(m: ChartModel): Promise<{ width: number; height: number; data: Uint8ClampedArray }> {
  const image = await loadImage(await chartPicture(m));
  const c = createCanvas(image.width, image.height).getContext('2d');
  c.drawImage(image, 0, 0);
  return c.getImageData(0, 0, image.width, image.height);
}

const BLUE = [0x00, 0x72, 0xb2];
const blueIn = ({ data }: { data: Uint8ClampedArray }): number => {
  let found = 0;
  for (let i = 0; i < data.length; i += 4) if (BLUE.every((c, n) => data[i + n] === c)) found += 1;
  return found;
};

describe('the ticks of a chart', () => {
  it('begin at zero, are at most seven, and reach just beyond the largest value', () => {
    expect(ticksOf(bars(['a'], [52]))).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(ticksOf(bars(['a'], [0.5]))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(ticksOf(bars([], []))).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e7, noNaN: true }), most => {
        const ticks = ticksOf(bars(['a'], [most]));
        const [last = 0, before = 0] = ticks.toReversed();
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(last).toBeGreaterThanOrEqual(most * (1 - 1e-9));
        expect(before).toBeLessThan(most);
      }),
    );
  });
});

describe('the picture of a chart', () => {
  it('has bars as long as their values', async () => {
    const [half, whole] = [
      await pixels(bars(['김지훈', '이서연'], [20, 40])),
      await pixels(bars(['김지훈', '이서연'], [40, 40])),
    ];
    // Of 60 and 80 hours; the legend's square is the same in both.
    expect(blueIn(half) / blueIn(whole)).toBeCloseTo(0.75, 1);
  });

  it('has a glyph of its own for each Korean letter', async () => {
    const named = async (name: string) => Buffer.from((await pixels(bars([name], [1]))).data).toString('base64');
    const drawn = await Promise.all(['뷁', '쀍', '힣', '가'].map(named));
    expect(new Set(drawn).size).toBe(4);
  });

  it('has room for long names and many people, and for nobody', async () => {
    const names = Array.from({ length: 40 }, (_, i) => `Someone with a very long name ${i}`);
    const many = await pixels(
      bars(
        names,
        names.map((_, i) => i),
      ),
    );
    expect(many.height).toBeGreaterThan(40 * 24);
    expect((await pixels(bars([], []))).width).toBe(1200);
  });
});
