// How series are told apart, with and without colour: lines by dash and symbol, areas by lightness and hatching.

import type {Series} from '../spec/spec';
import {fillOf, type Palette} from './theme';

export type Dash = 'solid' | number[];
export interface Stroke {
  color: string;
  width: number;
  dash: Dash;
  symbol: string;
}

const DASHES: readonly Dash[] = ['solid', 'solid', [8, 3], [2, 2], [8, 3, 2, 3]];
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'] as const;

/** Stroke of every series; the comparison is always the muted dashed one and takes no highlight. */
export function strokesOf(palette: Palette, series: readonly Series[]): Stroke[] {
  let taken = 0;
  return series.map((one) => {
    if (one.role === 'previous') return {color: palette.muted, width: 1.5, dash: [4, 4], symbol: 'circle'};
    const place = taken++;
    return {
      color: palette.highlights[place] ?? palette.muted,
      width: place < 3 ? 2.25 : 1.5,
      dash: DASHES[place % DASHES.length] ?? 'solid',
      symbol: SYMBOLS[place % SYMBOLS.length] ?? 'circle',
    };
  });
}

const hatching = (color: string, rotation: number, spacing: number) => ({
  symbol: 'rect', color, dashArrayX: [1, 0], dashArrayY: [1.5, spacing], rotation, symbolSize: 1,
});

export interface Fill {
  color: string;
  /** Which of the hatchings, 0 for none. */
  pattern: number;
}

/** Fill of every series; the comparison takes no highlight. */
export function fillsOf(palette: Palette, series: readonly Series[]): Fill[] {
  let taken = 0;
  return series.map((one) => {
    if (one.role === 'previous') return {color: palette.mutedFill, pattern: 0};
    const place = taken++;
    // Greys differ by lightness alone.
    return {color: fillOf(palette, place), pattern: place < palette.highlights.length ? place : 0};
  });
}

const ANGLES = [0, Math.PI / 4, -Math.PI / 4];

/** ECharts' itemStyle of a filled part. */
export function fillStyle({color, pattern}: Fill): object {
  return pattern === 0 ? {color} : {color, decal: hatching('rgba(255,255,255,0.55)', ANGLES[pattern] ?? 0, 6)};
}

/** What is not complete yet: an outline, hatched. */
export function openStyle(palette: Palette, color: string): object {
  return {
    color: palette.paper, borderColor: color, borderWidth: 1, borderType: 'dashed', decal: hatching(color, -Math.PI / 4, 4),
  };
}
