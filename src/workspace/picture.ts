import { readFile } from 'node:fs/promises';
import { setImmediate as breathe } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas';
import type { ChartModel } from '../../blocks/native.ts';
import { ticksOf } from './chart-ticks.ts';

// A chart as a PNG, drawn on an image of twice the size in which Slack shows it.

const FONT = 'Pretendard';
/** All Hangul syllables are in it, whatever its name says. */
const FONT_FILE = (): string =>
  fileURLToPath(import.meta.resolve('@fontsource/pretendard/files/pretendard-latin-400-normal.woff'));

const WIDTH = 1200;
const MARGIN = 40;
const SIZE = { title: 32, text: 22, value: 18 } as const;
const PLOT_HEIGHT = 480;
/** Of the largest side of labels. */
const LABEL_MAX = 300;
const GAP = 12;

const INK = { back: '#ffffff', text: '#1d1c1d', soft: '#616061', grid: '#e3e3e3' } as const;
/** Told apart also by those who see fewer colours: Okabe and Ito's first, each beside a lighter or darker one. */
const COLORS = [
  ...['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00'],
  ...['#7f7f7f', '#b8a800', '#004466', '#8c510a', '#66c2a5', '#542788'],
];
const colorOf = (i: number): string => COLORS[i % COLORS.length] ?? INK.text;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * The library and the font are loaded with the first chart of a process, in steps of 20 to 60 ms of work between which
 * presses pass; a chart of 12 series and 20 categories takes 10 to 20 ms.
 */
async function newCanvas(): Promise<(height: number) => Canvas> {
  const { GlobalFonts, createCanvas } = await import('@napi-rs/canvas');
  if (!GlobalFonts.has(FONT)) {
    await breathe();
    GlobalFonts.register(await readFile(FONT_FILE()), FONT);
    await breathe();
    pen(createCanvas(1, 1).getContext('2d')).width('가', SIZE.text);
    await breathe();
  }
  return height => createCanvas(WIDTH, height);
}

/** The font has no emoji. */
const shownText = (text: string): string => text.replace(/\p{Extended_Pictographic}|\u200d|\ufe0f/gu, '').trim();

const number = (n: number): string => String(Math.round(n * 100) / 100);

export async function chartPicture(m: ChartModel): Promise<Buffer> {
  const canvasOf = await newCanvas();
  const measuring = pen(canvasOf(1).getContext('2d'));
  const across = m.kind === 'bar' && !fitsBelow(m, measuring);
  const legend = legendOf(m, measuring);
  const top = MARGIN + SIZE.title + GAP + legend.height + 2 * SIZE.text;
  const plot = across ? rowsOf(m) * m.categories.length : PLOT_HEIGHT;
  const canvas = canvasOf(top + plot + SIZE.text + GAP + MARGIN);
  const p = pen(canvas.getContext('2d'));
  p.fill(INK.back, { left: 0, top: 0, width: WIDTH, height: canvas.height });
  p.text(m.title, { x: MARGIN, y: MARGIN, size: SIZE.title, most: WIDTH - 2 * MARGIN });
  drawLegend(legend, p);
  if (across) drawAcross(m, top, plot, p);
  else drawUpright(m, top, p);
  // In a thread of the library's own.
  return canvas.encode('png');
}

type Pen = ReturnType<typeof pen>;

function pen(c: SKRSContext2D) {
  c.textBaseline = 'top';
  const font = (size: number): void => {
    c.font = `${size}px ${FONT}, sans-serif`;
  };
  const width = (text: string, size: number): number => {
    font(size);
    return c.measureText(shownText(text)).width;
  };
  const fitted = (text: string, size: number, most: number): string => {
    let signs = [...shownText(text)];
    if (width(text, size) <= most) return signs.join('');
    while (signs.length > 1 && width(`${signs.join('')}…`, size) > most) signs = signs.slice(0, -1);
    return `${signs.join('').trimEnd()}…`;
  };
  return {
    width,
    fill: (color: string, b: Box): void => {
      c.fillStyle = color;
      c.fillRect(b.left, b.top, b.width, b.height);
    },
    text: (
      text: string,
      o: { x: number; y: number; size: number; most?: number; align?: 'left' | 'center' | 'right'; color?: string },
    ): void => {
      const shown = o.most === undefined ? shownText(text) : fitted(text, o.size, o.most);
      font(o.size);
      c.fillStyle = o.color ?? INK.text;
      c.textAlign = o.align ?? 'left';
      c.fillText(shown, o.x, o.y);
    },
    line: (color: string, points: readonly (readonly [x: number, y: number])[]): void => {
      c.strokeStyle = color;
      c.lineWidth = 4;
      c.lineJoin = 'round';
      c.beginPath();
      for (const [i, [x, y]] of points.entries()) i === 0 ? c.moveTo(x, y) : c.lineTo(x, y);
      c.stroke();
      c.fillStyle = color;
      for (const [x, y] of points) c.fillRect(x - 5, y - 5, 10, 10);
    },
  };
}

/** Names of series with their colour, in as many lines as they need, and where each stands. */
function legendOf(m: ChartModel, p: Pen) {
  const square = SIZE.text;
  const line = SIZE.text + GAP;
  const most = 400;
  let [x, y] = [MARGIN, 0];
  const entries = m.series.map(({ name }, i) => {
    const width = square + 8 + Math.min(most, p.width(name, SIZE.text)) + 28;
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, y] = [MARGIN, y + line];
    const at = { name, color: colorOf(i), x, y: MARGIN + SIZE.title + GAP + y, most };
    x += width;
    return at;
  });
  return { entries, height: y + line };
}

function drawLegend(legend: ReturnType<typeof legendOf>, p: Pen): void {
  for (const { name, color, x, y, most } of legend.entries) {
    p.fill(color, { left: x, top: y + 3, width: SIZE.text - 4, height: SIZE.text - 4 });
    p.text(name, { x: x + SIZE.text + 8, y, size: SIZE.text, most });
  }
}

/** Left of it the values stand, above it their unit. */
const uprightBox = (m: ChartModel, p: Pen): Omit<Box, 'top'> => {
  const left = MARGIN + Math.max(...ticksOf(m).map(t => p.width(number(t), SIZE.value))) + GAP;
  return { left, width: WIDTH - MARGIN - left, height: PLOT_HEIGHT };
};

/** Labels stand side by side beneath the bars; longer ones stand left of bars that lie. */
const fitsBelow = (m: ChartModel, p: Pen): boolean => {
  const slot = uprightBox(m, p).width / Math.max(1, m.categories.length);
  return slot / m.series.length >= 14 && m.categories.every(label => p.width(label, SIZE.text) + GAP <= slot);
};

function drawUpright(m: ChartModel, top: number, p: Pen): void {
  const { left, width, height } = uprightBox(m, p);
  const ticks = ticksOf(m);
  const most = ticks.at(-1) ?? 1;
  const yOf = (value: number): number => top + height - (Math.max(0, value) / most) * height;
  p.text(m.unit, { x: MARGIN, y: top - 2 * SIZE.value - 2, size: SIZE.value, color: INK.soft });
  for (const tick of ticks) {
    p.fill(INK.grid, { left, top: yOf(tick), width, height: 2 });
    const y = yOf(tick) - SIZE.value / 2;
    p.text(number(tick), { x: left - GAP, y, size: SIZE.value, align: 'right', color: INK.soft });
  }
  const slot = width / Math.max(1, m.categories.length);
  const middle = (i: number): number => left + slot * (i + 0.5);
  // Of a long line every second or later label is shown.
  const widest = Math.max(0, ...m.categories.map(label => Math.min(LABEL_MAX, p.width(label, SIZE.text))));
  const every = Math.max(1, Math.ceil((widest + GAP) / slot));
  for (const [i, label] of m.categories.entries())
    if (i % every === 0)
      p.text(label, { x: middle(i), y: top + height + GAP, size: SIZE.text, align: 'center', most: slot * every });
  for (const [n, { values }] of m.series.entries()) {
    const color = colorOf(n);
    if (m.kind === 'line') {
      p.line(
        color,
        values.map((value, i) => [middle(i), yOf(value)]),
      );
      continue;
    }
    const bar = Math.min(60, (slot * 0.8) / m.series.length);
    for (const [i, value] of values.entries()) {
      const x = middle(i) + (n - m.series.length / 2) * bar;
      p.fill(color, { left: x, top: yOf(value), width: bar - 2, height: top + height - yOf(value) });
      if (value > 0 && p.width(number(value), SIZE.value) <= bar + 6)
        p.text(number(value), {
          ...{ x: x + bar / 2, y: yOf(value) - SIZE.value - 6, size: SIZE.value, align: 'center' },
        });
    }
  }
}

const thickness = (m: ChartModel): number => Math.max(8, 26 - 3 * m.series.length);
/** Height of a category whose bars lie. */
const rowsOf = (m: ChartModel): number => Math.max(SIZE.text + GAP, m.series.length * thickness(m) + GAP + 4);

function drawAcross(m: ChartModel, top: number, height: number, p: Pen): void {
  const labels = Math.min(LABEL_MAX, Math.max(...m.categories.map(label => p.width(label, SIZE.text))));
  const ticks = ticksOf(m);
  const most = ticks.at(-1) ?? 1;
  const left = MARGIN + labels + GAP;
  // The value of the longest bar stands right of it.
  const width = WIDTH - MARGIN - left - 70;
  const xOf = (value: number): number => (Math.max(0, value) / most) * width;
  for (const tick of ticks) {
    p.fill(INK.grid, { left: left + xOf(tick), top, width: 2, height });
    const x = left + xOf(tick);
    p.text(number(tick), { x, y: top + height + GAP, size: SIZE.value, align: 'center', color: INK.soft });
  }
  p.text(m.unit, { x: MARGIN, y: top + height + GAP, size: SIZE.value, most: labels, color: INK.soft });
  const row = rowsOf(m);
  const bar = thickness(m);
  for (const [i, label] of m.categories.entries()) {
    const y = top + i * row + (row - m.series.length * bar) / 2;
    const x = MARGIN + labels;
    p.text(label, { x, y: top + (i + 0.5) * row - SIZE.text / 2, size: SIZE.text, align: 'right', most: labels });
    for (const [n, { values }] of m.series.entries()) {
      const value = values[i] ?? 0;
      p.fill(colorOf(n), { left, top: y + n * bar, width: xOf(value), height: bar - 2 });
      if (bar >= SIZE.value - 2 && value > 0)
        p.text(number(value), {
          x: left + xOf(value) + 8,
          y: y + n * bar + (bar - SIZE.value) / 2 - 1,
          size: SIZE.value,
        });
    }
  }
}
