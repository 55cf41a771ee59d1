// Colours and type. The highlights are told apart by colour-blind readers (blue, orange, teal) and in black and white
// (their lightness differs, and lines also differ in dash and symbol, bars in hatching).

export interface Theme {
  mode: 'light' | 'dark';
  language: string;
  /** Width of the drawing in CSS pixels. */
  width: number;
}

export interface Palette {
  highlights: readonly [string, string, string];
  muted: string;
  mutedFill: string;
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
  highlights: ['#7fb2ee', '#f0a34f', '#4fc3ae'],
  muted: '#76818e',
  mutedFill: '#4a5562',
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

export function scaleOf(palette: Palette, upIsGood: boolean | null): readonly string[] {
  if (upIsGood === null) return palette.scaleNeutral;
  return upIsGood ? palette.scaleGood : palette.scaleBad;
}

export const FONT_FAMILY =
  '"Helvetica Neue", "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", ' +
  '"Source Han Sans SC", "Microsoft YaHei", sans-serif';
