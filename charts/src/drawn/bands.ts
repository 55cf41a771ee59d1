// What a gauge and a bullet share: a value, a target, and bands (series with role "band": their upper ends).

import {shade, toneOf, type Palette} from '../look/theme';
import {byRole, type ChartSpec, type Series} from '../spec/spec';

export const bandsOf = (spec: ChartSpec): Series[] => spec.series.filter((series) => series.role === 'band');

/** The measured series: the one with role "current", else the first that is neither target nor band. */
export const measured = (spec: ChartSpec): Series | undefined =>
  byRole(spec, 'current') ?? spec.series.find((series) => !['target', 'band', 'low'].includes(series.role));

/** From zero (or below) to the end of the last band; without bands a little beyond what is to be shown. */
export function scaleEnds(spec: ChartSpec, categories: readonly number[]): [number, number] {
  const bands = bandsOf(spec);
  const shown = [measured(spec), byRole(spec, 'target'), ...bands]
    .flatMap((series) => categories.map((i) => series?.values[i] ?? null)).filter((value): value is number => value !== null);
  const low = Math.min(0, ...shown);
  const high = Math.max(...shown, low);
  if (bands.length === 0 && measured(spec)?.format === 'percent_1' && high <= 1) return [low, 1];
  const end = bands.length > 0 ? high : high * 1.15;
  return end > low ? [low, end] : [low, low + 1];
}

/** Good or bad against the target, where the metric has a direction. */
export function valueColor(palette: Palette, spec: ChartSpec, i: number): string {
  const value = measured(spec)?.values[i] ?? null;
  const target = byRole(spec, 'target')?.values[i] ?? null;
  if (value === null || target === null || spec.up_is_good === null) return palette.highlights[0];
  return value === target ? palette.good : toneOf(palette, value - target, spec.up_is_good) ?? palette.highlights[0];
}

/** Greys; the last band is the one nearest to the paper. */
export function bandFill(palette: Palette, place: number, count: number): string {
  return count < 2 ? palette.ruleSoft : shade([palette.greys[3], palette.ruleSoft], place / (count - 1));
}
