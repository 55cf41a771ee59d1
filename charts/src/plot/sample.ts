// More points than a screen has columns say nothing more; drawing a part of them must be said.

import type {ChartSpec, Series} from '../spec/spec';

/** Values, texts and marks of the categories at `kept`. */
const pick = (series: Series, kept: readonly number[]): Series => ({
  ...series,
  values: kept.map((i) => series.values[i] ?? null),
  texts: kept.map((i) => series.texts[i] ?? ''),
  incomplete: kept.map((i) => series.incomplete[i] === true),
});

/** The spec with the categories at `kept` only (rising indices); events and the like move with them. */
export function withCategories<S extends ChartSpec>(spec: S, kept: readonly number[]): S {
  const places = new Map(kept.map((from, to) => [from, to]));
  const moved = <T extends {category: number}>(items: readonly T[]): T[] => items
    .map((item) => ({...item, category: places.get(item.category) ?? nearest(kept, item.category)}));
  return {
    ...spec,
    categories: kept.map((i) => spec.categories[i] ?? ''),
    series: spec.series.map((series) => pick(series, kept)),
    events: moved(spec.events),
    ...('anomalies' in spec ? {anomalies: moved(spec.anomalies)} : {}),
  };
}

/** Place of the last kept index that is not after `index`. */
function nearest(kept: readonly number[], index: number): number {
  let low = 0;
  let high = kept.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (kept[middle]! <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

function extremes(values: readonly (number | null)[], from: number, to: number): number[] {
  let lowest = -1;
  let highest = -1;
  let gap = -1;
  for (let i = from; i < to; i++) {
    const value = values[i] ?? null;
    if (value === null) {
      if (gap < 0) gap = i;
      continue;
    }
    if (lowest < 0 || value < values[lowest]!) lowest = i;
    if (highest < 0 || value > values[highest]!) highest = i;
  }
  return [lowest, highest, gap].filter((i) => i >= 0);
}

/**
 * Indices of at most about `most` categories: of every stretch the lowest and highest point of every series, and a gap
 * if there is one; `always` (anomalies, say) are kept.
 */
export function sampledIndices(series: readonly Series[], count: number, most: number, always: readonly number[] = []): number[] {
  const buckets = Math.max(1, Math.floor(most / (2 * Math.max(1, series.length))));
  const kept = new Set<number>([0, count - 1, ...always]);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * count) / buckets);
    const to = Math.floor(((bucket + 1) * count) / buckets);
    for (const one of series) for (const i of extremes(one.values, from, to)) kept.add(i);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Indices evenly spread over `count` things, about `most` of them. */
export function everyNth(count: number, most: number): number[] {
  const step = count / most;
  return Array.from({length: Math.min(count, most)}, (_, i) => Math.floor(i * step));
}
