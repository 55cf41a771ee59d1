// Leaves out what a drawing of this width cannot show, and says so.

import type {Theme} from './look/theme';
import {sampledIndices, withCategories} from './plot/sample';
import type {ChartKind, ChartSpec} from './spec/spec';
import {plainNumber, word} from './text/language';

/** Kinds whose points are drawn along the width. */
const ALONG: readonly ChartKind[] = ['line', 'area', 'control', 'forecast', 'sparkline', 'bar', 'combo', 'stacked_bar', 'stacked_area'];
const LEAST = 600;

const kept = (spec: ChartSpec, most: number): number[] =>
  sampledIndices(spec.series, spec.categories.length, most, 'anomalies' in spec ? spec.anomalies.map((one) => one.category) : []);

export function sampled(spec: ChartSpec, theme: Theme, notes: string[]): ChartSpec {
  const count = spec.categories.length;
  const most = Math.max(LEAST, Math.floor(theme.width));
  if (!ALONG.includes(spec.kind) || count <= 2 * most) return spec;
  const indices = kept(spec, most);
  if (indices.length >= count) return spec;
  notes.push(word('sampled_points', theme.language, {count: plainNumber(count), shown: plainNumber(indices.length)}));
  return withCategories(spec, indices);
}

const LIES: readonly ChartKind[] = ['horizontal_bar', 'stacked_horizontal_bar', 'bullet', 'funnel'];

/** The first `most` rows of a chart that grows with them, for media that cannot scroll. */
export function firstRows(spec: ChartSpec, most: number, language: string): {spec: ChartSpec; note: string | null} {
  const count = spec.categories.length;
  if (!LIES.includes(spec.kind) || count <= most) return {spec, note: null};
  const note = word('first_categories', language, {count: plainNumber(count), shown: plainNumber(most)});
  return {spec: withCategories(spec, Array.from({length: most}, (_, i) => i)), note};
}
