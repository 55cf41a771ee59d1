// A chart in the terms of office documents, whose charts stay charts: editable, with their data. pptxgenjs, docx and the
// XLSX writer have these kinds in common. Where a kind has no such form, or one would say something else, the answer is
// null and why; a picture is used then.

import {fillsOf, strokesOf} from '../look/strokes';
import {fillOf, paletteOf, toneOf, type Theme} from '../look/theme';
import {barsOf} from '../kinds/combo';
import {stepsOf} from '../kinds/waterfall';
import {
  hasValues, type ChartKind, type ChartSpec, type HistogramChart, type NumberFormat, type PlainChart, type RadarChart,
  type ScatterChart, type Series, type SpecOf, type WaterfallChart,
} from '../spec/spec';

/** "column" stands, "bar" lies. */
export type NativeKind = 'line' | 'area' | 'column' | 'bar' | 'pie' | 'doughnut' | 'radar' | 'scatter';

export interface NativeSeries {
  name: string;
  format: NumberFormat;
  /** One per category; null: a gap. */
  values: (number | null)[];
  texts: string[];
  /** "#rrggbb" */
  color: string;
  isDashed: boolean;
  /** Not drawn: it only lifts the series stacked upon it. */
  isHidden: boolean;
  /** How this series is drawn in a combined chart; elsewhere the kind of the chart. */
  kind: NativeKind;
  /** 0 or 1: the second value axis has another format. */
  axis: number;
  /** Colours of single points (pie, signed bars), or empty. */
  pointColors: string[];
  /** Points not complete yet, by place. */
  incomplete: number[];
}

export interface NativeChart {
  kind: NativeKind;
  isStacked: boolean;
  /** Across the foot (for a scatter: names of the points). */
  categories: string[];
  /** For a scatter two: across and up. */
  series: NativeSeries[];
  /** Width of the gap between bars in percent of a bar; 0 for a histogram. */
  gapPercent: number;
  /** Whether texts stand at the points. */
  showsTexts: boolean;
}

export type Projection = {native: NativeChart} | {native: null; reason: 'no_native_form' | 'no_data' | 'too_many_axes'};

function base(series: Series, kind: NativeKind, color: string): NativeSeries {
  return {
    name: series.name, format: series.format, values: series.values, texts: series.texts, color, kind,
    isDashed: series.role === 'previous', isHidden: false, axis: 0, pointColors: [],
    incomplete: series.incomplete.flatMap((isOpen, i) => (isOpen ? [i] : [])),
  };
}

interface Shape {
  kind: NativeKind;
  isStacked?: boolean;
  gapPercent?: number;
  showsTexts?: boolean;
}

const chart = (spec: ChartSpec, shape: Shape, series: NativeSeries[]): NativeChart => ({
  isStacked: false, gapPercent: 50, showsTexts: false, ...shape, categories: spec.categories, series,
});

type Projector<S extends ChartSpec> = (spec: S, theme: Theme) => NativeChart;

/** Series of other formats go to the second axis. */
const axisOf = (spec: ChartSpec, series: Series): number => (series.format === spec.series[0]?.format ? 0 : 1);

const lines = (kind: 'line' | 'area'): Projector<ChartSpec> => (spec, theme) => {
  const strokes = strokesOf(paletteOf(theme), spec.series);
  return chart(spec, {kind}, spec.series.map((one, i) => ({
    ...base(one, kind, strokes[i]!.color), axis: axisOf(spec, one),
    isDashed: ['previous', 'forecast', 'lower', 'upper', 'center'].includes(one.role),
  })));
};

const bars = (kind: 'column' | 'bar'): Projector<ChartSpec> => (spec, theme) => {
  const palette = paletteOf(theme);
  const fills = fillsOf(palette, spec.series);
  const isSigned = spec.series.length === 1 && spec.series[0]!.values.some((value) => (value ?? 0) < 0);
  return chart(spec, {kind, showsTexts: spec.series.length === 1}, spec.series.map((one, i) => ({
    ...base(one, kind, fills[i]!.color), axis: axisOf(spec, one),
    pointColors: isSigned ? one.values.map((value) => toneOf(palette, value, spec.up_is_good) ?? fills[i]!.color) : [],
  })));
};

const stacks = (kind: 'column' | 'bar' | 'area'): Projector<ChartSpec> => (spec, theme) => {
  const parts = spec.series.filter((one) => one.role !== 'total');
  const fills = fillsOf(paletteOf(theme), parts);
  return chart(spec, {kind, isStacked: true}, parts.map((one, i) => base(one, kind, fills[i]!.color)));
};

const round = (kind: 'pie' | 'doughnut'): Projector<ChartSpec> => (spec, theme) => {
  const palette = paletteOf(theme);
  return chart(spec, {kind, showsTexts: true}, spec.series.slice(0, 1).map((one) => ({
    ...base(one, kind, palette.highlights[0]), pointColors: one.values.map((_, i) => fillOf(palette, i)),
  })));
};

const combined: Projector<PlainChart> = (spec, theme) => {
  const palette = paletteOf(theme);
  const [fills, strokes] = [fillsOf(palette, spec.series), strokesOf(palette, spec.series)];
  const columns = barsOf(spec.series);
  return chart(spec, {kind: 'column'}, spec.series.map((one, i) => {
    const isColumn = columns.includes(one);
    return {...base(one, isColumn ? 'column' : 'line', isColumn ? fills[i]!.color : strokes[i]!.color), axis: axisOf(spec, one)};
  }));
};

const dots: Projector<ScatterChart> = (spec, theme) => chart(spec, {kind: 'scatter'},
  spec.series.slice(0, 2).map((one) => base(one, 'scatter', paletteOf(theme).highlights[0])));

const bins: Projector<HistogramChart> = (spec, theme) => chart(spec, {kind: 'column', gapPercent: 2, showsTexts: true},
  spec.series.slice(0, 1).map((one) => base(one, 'column', paletteOf(theme).highlights[0])));

const steps: Projector<PlainChart> = (spec, theme) => chart(spec, {kind: 'bar', gapPercent: 20, showsTexts: true},
  spec.series.slice(0, 1).map((one) => base(one, 'bar', paletteOf(theme).highlights[0])));

/** A hidden part up to the lower end of each step, and the step upon it. Levels below zero cannot be stacked so. */
const bridge: Projector<WaterfallChart> = (spec, theme) => {
  const palette = paletteOf(theme);
  const series = spec.series[0]!;
  const ends = stepsOf(spec).map((step) => (step ? [Math.min(step.from, step.to), Math.abs(step.to - step.from)] : null));
  const lift = {...base(series, 'column', palette.paper), name: '', isHidden: true, texts: series.texts.map(() => ''), incomplete: []};
  const pointColors = series.values.map((value, i) => spec.totals.includes(i) ? palette.greys[2]
    : toneOf(palette, value, spec.up_is_good) ?? palette.highlights[(value ?? 0) < 0 ? 1 : 0]);
  return chart(spec, {kind: 'column', isStacked: true, showsTexts: true}, [
    {...lift, values: ends.map((end) => end?.[0] ?? null)},
    {...base(series, 'column', palette.highlights[0]), values: ends.map((end) => end?.[1] ?? null), pointColors},
  ]);
};

const polygons: Projector<RadarChart> = (spec, theme) => {
  const strokes = strokesOf(paletteOf(theme), spec.series);
  return chart(spec, {kind: 'radar'}, spec.series.map((one, i) => base(one, 'radar', strokes[i]!.color)));
};

/** Each kind's native form, or null where it has none. */
const PROJECTORS: {[K in ChartKind]: Projector<SpecOf<K>> | null} = {
  line: lines('line'), area: lines('area'), sparkline: lines('line'), control: lines('line'), forecast: lines('line'),
  bar: bars('column'), horizontal_bar: bars('bar'),
  stacked_bar: stacks('column'), stacked_horizontal_bar: stacks('bar'), stacked_area: stacks('area'),
  pie: round('pie'), doughnut: round('doughnut'),
  combo: combined, scatter: dots, histogram: bins, funnel: steps, waterfall: bridge, radar: polygons,
  heat_map: null, box_plot: null, gauge: null, bullet: null, treemap: null, sankey: null, calendar: null,
  province_map: null, word_cloud: null,
};

/** What a native form cannot say about this very chart. */
function hasNoForm(spec: ChartSpec): boolean {
  if (spec.kind === 'radar') return spec.scales.length > 0 || spec.series.some((one) => one.format !== spec.series[0]?.format);
  if (spec.kind === 'waterfall') return stepsOf(spec).some((step) => step !== null && Math.min(step.from, step.to) < 0);
  if (spec.kind === 'scatter') return spec.series.length > 2;
  return false;
}

export function nativeChart(spec: ChartSpec, theme: Theme): Projection {
  const project = PROJECTORS[spec.kind] as Projector<ChartSpec> | null;
  if (!project || hasNoForm(spec)) return {native: null, reason: 'no_native_form'};
  if (!hasValues(spec)) return {native: null, reason: 'no_data'};
  const formats = new Set(spec.series.map((one) => one.format));
  if (formats.size > 2 && spec.kind !== 'scatter') return {native: null, reason: 'too_many_axes'};
  return {native: project(spec, theme)};
}

