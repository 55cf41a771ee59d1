// What charts of all office documents have in common.

import type {NativeChart, NativeSeries} from '../native/native_chart';
import {fitText} from '../text/fit';

const KINDS = ['line', 'area', 'column', 'bar', 'pie', 'doughnut'];

/** One kind of mark, one axis, nothing hidden: the others go in as pictures. */
export const canShowAlone = ({kind, series}: NativeChart): boolean =>
  KINDS.includes(kind) && series.every((one) => one.kind === kind && one.axis === 0 && !one.isHidden);

// Days of one year are named without it; the period stands in the head or foot of each page.
function shortDays(names: string[]): string[] {
  const isOneYear = names.every((name) => /^\d{4}-\d\d-\d\d$/.test(name) && name.slice(0, 5) === names[0]!.slice(0, 5));
  return isOneYear ? names.map((name) => name.slice(5)) : names;
}

const NAME_WIDTH = 168;  // as in drawings
const NAME_SIZE = 12;

/** Names longer than leaves room for a drawing are cut, as in drawings; a place that is not complete has a star. */
export const categoriesOf = (chart: NativeChart): string[] => shortDays(chart.categories).map((category, i) =>
  fitText(category, NAME_WIDTH, NAME_SIZE) + (chart.series.some((one) => one.incomplete.includes(i)) ? '*' : ''));

export const isMeasuredInTime = (chart: NativeChart): boolean => chart.series[0]!.format === 'duration' && !chart.isStacked &&
  chart.series.every((one) => one.values.every((value) => (value ?? 0) >= 0));

const DAY = 86_400;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, DAY];
const MOST_STEPS = 6;

/** Round minutes, where a chart by itself would round fractions of a day. In days. */
export function durationScale(series: NativeSeries[]): {least: number; most: number; step: number} {
  const most = Math.max(...series.flatMap((one) => one.values.map((value) => value ?? 0)), 1);
  const step = STEPS.find((seconds) => most / seconds <= MOST_STEPS) ?? Math.ceil(most / MOST_STEPS / DAY) * DAY;
  return {least: 0, most: (Math.ceil(most / step) * step) / DAY, step: step / DAY};
}
