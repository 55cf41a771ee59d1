// What must hold between the parts of a spec; a chart that breaks one of these would say something untrue.

import type {Problems} from './problem';
import {byRole, type ChartSpec, type Link, type Series, type WaterfallChart} from './spec';

const MOST_CATEGORIES = 200_000;
const MOST_SERIES = 200;
const MOST_LINKS = 2000;

type Law = (spec: ChartSpec, problems: Problems) => void;

const seriesPlace = (spec: ChartSpec, series: Series): string => `series[${spec.series.indexOf(series)}]`;

/** Equal but for rounding in the last digits of a sum. */
const isClose = (a: number, b: number, size: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1e-9, size);

const needsSeries = (wanted: number): Law => (spec, problems) => {
  const found = spec.series.length;
  if (found > 0 && found < wanted) problems.add('series', 'missing_series', {wanted, found});
};

const needsRoles = (...roles: string[]): Law => (spec, problems) => {
  if (spec.series.length === 0) return;
  for (const role of roles) if (!byRole(spec, role)) problems.add('series', 'missing_role', {role});
};

/** The values are sizes; the first series only where `isFirst`. */
const hasNoNegative = (isFirst: boolean): Law => (spec, problems) => {
  for (const [s, series] of spec.series.entries()) {
    if (isFirst && s > 0) break;
    const i = series.values.findIndex((value) => value !== null && value < 0);
    if (i >= 0) problems.add(`series[${s}].values[${i}]`, 'negative');
  }
};

/** Values of the series with these roles do not fall, category by category. */
const isOrdered = (...roles: string[]): Law => (spec, problems) => {
  for (let r = 1; r < roles.length; r++) {
    const lower = byRole(spec, roles[r - 1]!);
    const upper = byRole(spec, roles[r]!);
    if (!lower || !upper) continue;
    const i = lower.values.findIndex((value, at) => value !== null && (upper.values[at] ?? Infinity) < value);
    if (i >= 0) {
      problems.add(`${seriesPlace(spec, upper)}.values[${i}]`, 'not_ordered',
        {lower: `${lower.role} ${lower.values[i]}`, upper: `${upper.role} ${upper.values[i]}`});
    }
  }
};

/** Where there is a series "total", it is the sum of the others; unknown parts make the sum unknown. */
const addsUp: Law = (spec, problems) => {
  const total = byRole(spec, 'total');
  if (!total) return;
  const parts = spec.series.filter((series) => series !== total && series.role !== 'previous');
  total.values.forEach((found, i) => {
    if (found === null || parts.some((part) => part.values[i] === null)) return;
    const wanted = parts.reduce((sum, part) => sum + (part.values[i] ?? 0), 0);
    const size = parts.reduce((sum, part) => sum + Math.abs(part.values[i] ?? 0), Math.abs(found));
    if (!isClose(found, wanted, size)) problems.add(`${seriesPlace(spec, total)}.values[${i}]`, 'not_the_sum', {found, wanted});
  });
};

/** From level to level, the changes between make the difference. */
const stepsAddUp: Law = (spec, problems) => {
  const {series, totals} = spec as WaterfallChart;
  let level: number | null = null;
  let size = 0;
  for (const [i, value] of (series[0]?.values ?? []).entries()) {
    if (value === null) level = null;
    else if (!totals.includes(i)) level = level === null && i > 0 ? null : (level ?? 0) + value;
    else if (level !== null && !isClose(level, value, size + Math.abs(value))) {
      problems.add(`series[0].values[${i}]`, 'not_the_sum', {found: value, wanted: level});
      return;
    } else level = value;
    size = Math.max(size, Math.abs(value ?? 0));
  }
};

const ISO_DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
/** A date of the calendar: no 30 February. */
function isDate(text: string): boolean {
  const [, year, month, day] = ISO_DATE.exec(text)?.map(Number) ?? [];
  if (!year || !month || !day) return false;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const hasDates: Law = (spec, problems) => {
  const seen = new Set<string>();
  spec.categories.forEach((name, i) => {
    if (!isDate(name)) problems.add(`categories[${i}]`, 'not_a_date', {name});
    else if (seen.has(name)) problems.add(`categories[${i}]`, 'twice', {name});
    seen.add(name);
  });
};

const linksOf = (spec: ChartSpec): Link[] => ('links' in spec ? spec.links : []);

const linksAreSizes: Law = (spec, problems) => {
  const links = linksOf(spec);
  if (links.length > MOST_LINKS) problems.add('links', 'too_many', {found: links.length, most: MOST_LINKS});
  links.forEach(({value}, i) => {
    if (value < 0) problems.add(`links[${i}].value`, 'negative');
  });
};

/** Takes away, again and again, the nodes that nothing leads to; what is left runs in circles. */
const hasNoCircle: Law = (spec, problems) => {
  let left = linksOf(spec).map((link, i) => ({...link, i}));
  for (;;) {
    const targets = new Set(left.map((link) => link.to));
    const kept = left.filter((link) => targets.has(link.from));
    if (kept.length === left.length) break;
    left = kept;
  }
  if (left[0]) problems.add(`links[${left[0].i}]`, 'circle');
};

const edgesRise: Law = (spec, problems) => {
  const edges = spec.kind === 'histogram' ? spec.edges : [];
  const i = edges.findIndex((edge, at) => at > 0 && edge <= edges[at - 1]!);
  if (i > 0) problems.add(`edges[${i}]`, 'not_ordered', {lower: String(edges[i - 1]), upper: String(edges[i])});
};

const scalesRise: Law = (spec, problems) => {
  const scales = spec.kind === 'radar' ? spec.scales : [];
  const i = scales.findIndex(({low, high}) => high <= low);
  if (i >= 0) problems.add(`scales[${i}]`, 'not_ordered', {lower: String(scales[i]!.low), upper: String(scales[i]!.high)});
};

const LAWS: Partial<Record<ChartSpec['kind'], Law[]>> = {
  stacked_area: [hasNoNegative(false), addsUp],
  stacked_bar: [addsUp],
  stacked_horizontal_bar: [addsUp],
  pie: [hasNoNegative(true)],
  doughnut: [hasNoNegative(true)],
  scatter: [needsSeries(2)],
  radar: [scalesRise],
  box_plot: [
    needsRoles('low', 'lower_quartile', 'median', 'upper_quartile', 'high'),
    isOrdered('low', 'lower_quartile', 'median', 'upper_quartile', 'high'),
  ],
  histogram: [hasNoNegative(true), edgesRise],
  funnel: [hasNoNegative(true)],
  calendar: [hasDates],
  treemap: [hasNoNegative(true)],
  sankey: [linksAreSizes, hasNoCircle],
  province_map: [linksAreSizes],
  word_cloud: [hasNoNegative(true)],
  waterfall: [stepsAddUp],
  control: [needsRoles('current'), isOrdered('lower', 'upper')],
  forecast: [isOrdered('lower', 'forecast', 'upper')],
};

export function checkLaws(spec: ChartSpec, problems: Problems): void {
  const categories = spec.categories.length;
  if (categories > MOST_CATEGORIES) problems.add('categories', 'too_many', {found: categories, most: MOST_CATEGORIES});
  if (spec.series.length > MOST_SERIES) problems.add('series', 'too_many', {found: spec.series.length, most: MOST_SERIES});
  for (const law of LAWS[spec.kind] ?? []) law(spec, problems);
}
