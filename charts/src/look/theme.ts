// Colours and type. The highlights are told apart by colour-blind readers (blue, orange, teal) and in black and white
// (their lightness differs, and lines also differ in dash and symbol, bars in hatching).

export interface Theme {
  mode: 'light' | 'dark';
  language: string;
  /** Width of the drawing in CSS pixels. */
  width: number;
  /** Height in CSS pixels; by default what suits the chart. */
  height?: number;
  /** CSS font families; by default those of the usual systems. */
  fontFamily?: string;
}

export interface Palette {
  highlights: readonly [string, string, string];
  muted: string;
  mutedFill: string;
  /** For what comes after the highlights, in an order in which neighbours differ in lightness. */
  greys: readonly [string, string, string, string];
  good: string;
  bad: string;
  ink: string;
  inkSoft: string;
  rule: string;
  ruleSoft: string;
  paper: string;
  /** From few to many; lightness runs one way, so that a grey print keeps the order. */
  scaleNeutral: readonly string[];
  scaleGood: readonly string[];
  scaleBad: readonly string[];
}

const LIGHT: Palette = {
  highlights: ['#1d4f91', '#d97b18', '#3aa18f'],
  muted: '#98a2ae',
  mutedFill: '#c9d0d8',
  greys: ['#98a2ae', '#d5dae0', '#697482', '#b7bfc8'],
  good: '#14785f',
  bad: '#b8480f',
  ink: '#1c2530',
  inkSoft: '#5d6875',
  rule: '#c3cad2',
  ruleSoft: '#e9edf1',
  paper: '#ffffff',
  scaleNeutral: ['#f1f5fa', '#c6d8ec', '#8db1d8', '#4d82b8', '#1d4f91'],
  scaleGood: ['#eff7f5', '#bfe0d8', '#84c2b4', '#41998a', '#14685b'],
  scaleBad: ['#fdf4ea', '#f8d9b4', '#eeb277', '#d97f33', '#a64a0c'],
};

const DARK: Palette = {
  highlights: ['#74aaf0', '#f2a65a', '#5fd4b8'],
  muted: '#76818e',
  mutedFill: '#4a5562',
  greys: ['#76818e', '#4a5562', '#9aa4af', '#5f6a77'],
  good: '#4fc3a1',
  bad: '#f08c54',
  ink: '#e7ebf0',
  inkSoft: '#a2adb9',
  rule: '#48525e',
  ruleSoft: '#2c343d',
  paper: '#1a2027',
  scaleNeutral: ['#222b35', '#2c4765', '#3c6a9c', '#609bd6', '#a9d0f7'],
  scaleGood: ['#1f2d2d', '#21504a', '#2a7c6f', '#46b09d', '#9be3d3'],
  scaleBad: ['#312923', '#5d3f22', '#91591f', '#cf842f', '#f8c589'],
};

export function paletteOf(theme: Theme): Palette {
  return theme.mode === 'dark' ? DARK : LIGHT;
}

/** The place-th colour of a series: three highlights, then greys. */
export function fillOf(palette: Palette, place: number): string {
  return palette.highlights[place] ?? palette.greys[(place - palette.highlights.length) % palette.greys.length]!;
}

const channel = (hex: string, at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255;
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

/** Relative luminance of "#rrggbb", 0 to 1 (WCAG 2.2). */
export const luminance = (hex: string): number =>
  0.2126 * linear(channel(hex, 1)) + 0.7152 * linear(channel(hex, 3)) + 0.0722 * linear(channel(hex, 5));

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const DARK_INK = '#10151a';
const LIGHT_INK = '#ffffff';
/** Black or white, whichever reads better on a fill. */
export const inkOn = (fill: string): string =>
  contrast(fill, LIGHT_INK) >= contrast(fill, DARK_INK) ? LIGHT_INK : DARK_INK;

/** Good or bad where the metric has a direction and there is a difference, else null. */
export function toneOf(palette: Palette, difference: number | null, upIsGood: boolean | null): string | null {
  if (difference === null || difference === 0 || upIsGood === null) return null;
  return difference > 0 === upIsGood ? palette.good : palette.bad;
}

/** The colour of a share (0 to 1) of the way along a scale. */
export function shade(scale: readonly string[], share: number): string {
  const at = Math.min(1, Math.max(0, share)) * (scale.length - 1);
  const from = scale[Math.floor(at)]!;
  const to = scale[Math.ceil(at)]!;
  const part = at - Math.floor(at);
  const mixed = [1, 3, 5].map((i) => Math.round(255 * (channel(from, i) * (1 - part) + channel(to, i) * part)));
  return '#' + mixed.map((value) => value.toString(16).padStart(2, '0')).join('');
}

export function scaleOf(palette: Palette, upIsGood: boolean | null): readonly string[] {
  if (upIsGood === null) return palette.scaleNeutral;
  return upIsGood ? palette.scaleGood : palette.scaleBad;
}

// Single quotes: ECharts writes the families into an attribute as they stand.
const FONT_FAMILY =
  "'Helvetica Neue', 'Segoe UI', Roboto, 'PingFang SC', 'Hiragino Sans GB', 'Noto Sans CJK SC', " +
  "'Source Han Sans SC', 'Microsoft YaHei', sans-serif";

/** Families as they may stand in an attribute. */
export const fontOf = (theme: Theme): string => theme.fontFamily?.replace(/"/g, "'").replace(/[<>&;{}]/g, '') ?? FONT_FAMILY;
