// A chart as data. All kinds share a core that is a table: categories down, series across. What a kind needs beyond it
// is in fields of its own. Every value comes with its text: a number is formatted once, in the report.

export type NumberFormat =
  'integer' | 'decimal_1' | 'decimal_2' | 'percent_1' | 'percent_points_1' | 'duration' | 'money';

export interface Series {
  name: string;
  format: NumberFormat;
  /** One per category; a heat map has rows × categories of them, row by row. null: no value. */
  values: (number | null)[];
  /** The formatted texts, as long as `values`. */
  texts: string[];
  incomplete: boolean[];
  /** "current", "previous" (the comparison, muted), or what the kind reads from it. */
  role: string;
}

/** Something known to have happened: a release, an outage, a promotion. */
export interface Event {
  category: number;
  label: string;
}
/** A line at a value: a target, a mean. */
export interface Target {
  value: number;
  text: string;
  label: string;
  /** The series on whose axis it lies. */
  series: number;
}
export interface Link {
  from: number;
  to: number;
  value: number;
  text: string;
}
export interface Fit {
  slope: number;
  intercept: number;
  text: string;
}
/** Crossing lines; labels from the upper right one, counter-clockwise. */
export interface Quadrants {
  x: number;
  y: number;
  xText: string;
  yText: string;
  labels: string[];
}
/** A point that stands out, and why. */
export interface Anomaly {
  category: number;
  text: string;
}
/** A value on the scale of a histogram's edges. */
export interface Mark {
  at: number;
  label: string;
  text: string;
}
/** The scale of one axis of a radar. */
export interface Scale {
  low: number;
  high: number;
}

interface Core {
  id: string;
  title: string;
  /** What the categories are: "day", "agent". */
  category_title: string;
  categories: string[];
  series: Series[];
  summary: string;
  /** true or false where the metric has a direction; decides the colours. */
  up_is_good: boolean | null;
  events: Event[];
  targets: Target[];
}

/** Kinds that are drawn from the core alone. See README.md for the roles that their series have. */
export const PLAIN_KINDS = [
  'line', 'area', 'stacked_area', 'bar', 'stacked_bar', 'horizontal_bar', 'stacked_horizontal_bar', 'combo',
  'pie', 'doughnut', 'box_plot', 'funnel', 'gauge', 'bullet', 'calendar', 'word_cloud', 'sparkline', 'forecast',
] as const;
export type PlainKind = (typeof PLAIN_KINDS)[number];

export interface PlainChart extends Core {
  kind: PlainKind;
}
export interface HeatMapChart extends Core {
  kind: 'heat_map';
  rows: string[];
}
export interface ScatterChart extends Core {
  kind: 'scatter';
  fit: Fit | null;
  quadrants: Quadrants | null;
}
export interface RadarChart extends Core {
  kind: 'radar';
  /** One per category, or none: then all share one scale from zero. */
  scales: Scale[];
}
export interface HistogramChart extends Core {
  kind: 'histogram';
  /** One more than categories, or none: then the bins only have names. */
  edges: number[];
  marks: Mark[];
}
export interface TreemapChart extends Core {
  kind: 'treemap';
  /** The group of every category, or none. */
  groups: string[];
}
export interface SankeyChart extends Core {
  kind: 'sankey';
  links: Link[];
}
export interface ProvinceMapChart extends Core {
  kind: 'province_map';
  links: Link[];
}
export interface WaterfallChart extends Core {
  kind: 'waterfall';
  /** The categories that are levels; the others are changes. */
  totals: number[];
}
export interface ControlChart extends Core {
  kind: 'control';
  anomalies: Anomaly[];
}

export type ChartSpec =
  | PlainChart | HeatMapChart | ScatterChart | RadarChart | HistogramChart | TreemapChart | SankeyChart
  | ProvinceMapChart | WaterfallChart | ControlChart;
export type ChartKind = ChartSpec['kind'];
export type SpecOf<K extends ChartKind> = K extends PlainKind ? PlainChart : Extract<ChartSpec, {kind: K}>;

/** The first series that has the role. */
export const byRole = (spec: {series: Series[]}, role: string): Series | undefined =>
  spec.series.find((series) => series.role === role);

export function hasValues(spec: ChartSpec): boolean {
  if (spec.kind === 'sankey') return spec.links.length > 0;
  if (spec.kind === 'province_map' && spec.links.length > 0) return true;
  return spec.series.some((series) => series.values.some((value) => value !== null));
}
