// Lines: at most three highlighted, the rest and the comparison muted; stretches that are not complete are dashed.

import type {EChartsOption} from '../echarts';
import type {Series} from '../spec';
import {categoryTooltip} from '../tooltip';
import {
  axisFormats, baseOption, categoryAxis, legend, LEGEND_HEIGHT, tooltipFrame, valueAxes, type Context,
} from './frame';

export interface Stroke {
  color: string;
  width: number;
  dash: 'solid' | 'dashed' | 'dotted' | number[];
  symbol: string;
}

const DASHES: readonly Stroke['dash'][] = ['solid', 'solid', [8, 3], [2, 2], [8, 3, 2, 3]];
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle'] as const;
const MANY_POINTS = 16;

/** Stroke of every series; the comparison is always the muted dashed one and takes no highlight. */
export function strokes({spec, palette}: Context): Stroke[] {
  let taken = 0;
  return spec.series.map((series) => {
    if (series.role === 'previous') return {color: palette.muted, width: 1.5, dash: [4, 4], symbol: 'circle'};
    const place = taken++;
    const color = palette.highlights[place] ?? palette.muted;
    return {
      color,
      width: place < 3 ? 2.25 : 1.5,
      dash: DASHES[place % DASHES.length] ?? 'solid',
      symbol: SYMBOLS[place % SYMBOLS.length] ?? 'circle',
    };
  });
}

/** A point without neighbours would not be seen as a line. */
function isLonely(values: readonly (number | null)[], i: number): boolean {
  return values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null;
}

function points(series: Series, keep: (i: number) => boolean) {
  const showsAll = series.values.length <= MANY_POINTS;
  return series.values.map((value, i) => ({
    value: keep(i) ? value : null,
    symbolSize: showsAll || isLonely(series.values, i) ? 6 : 0,
  }));
}

/** A stretch is open when either of its ends is; both of its ends belong to the dashed line. */
const touchesOpen = (series: Series, i: number): boolean =>
  series.incomplete[i] === true || series.incomplete[i - 1] === true || series.incomplete[i + 1] === true;

function drawn(series: Series, stroke: Stroke, name: string, axis: number, isAlone: boolean) {
  const hasOpen = series.incomplete.some(Boolean);
  const shared = {
    type: 'line',
    name,
    yAxisIndex: axis,
    symbol: stroke.symbol,
    color: stroke.color,
    connectNulls: false,
    z: series.role === 'previous' ? 2 : 3,
    emphasis: {disabled: true},
    ...(isAlone ? {areaStyle: {color: stroke.color, opacity: 0.07}} : {}),
  };
  const solid = {
    ...shared,
    data: points(series, (i) => !series.incomplete[i]),
    lineStyle: {width: stroke.width, type: stroke.dash, color: stroke.color},
  };
  if (!hasOpen) return [solid];
  const open = {
    ...shared,
    data: points(series, (i) => touchesOpen(series, i)),
    lineStyle: {width: stroke.width, type: [3, 3], color: stroke.color, opacity: 0.75},
  };
  return [solid, open];
}

export function lineOption(context: Context): EChartsOption {
  const {spec, theme} = context;
  const allStrokes = strokes(context);
  const formats = axisFormats(spec.series);
  const isAlone = spec.series.filter((series) => series.role !== 'previous').length === 1;
  const axes = valueAxes(context, true);
  const hasLegend = spec.series.length > 1;
  const series = spec.series.flatMap((one, i) =>
    drawn(one, allStrokes[i]!, String(i), formats.indexOf(one.format), isAlone && one.role !== 'previous'));
  return {
    ...baseOption(context),
    legend: legend(context, spec.series.map((one, i) => ({name: String(i), label: one.name}))),
    grid: {left: axes.left, right: Math.max(axes.right, 22), top: hasLegend ? LEGEND_HEIGHT + 6 : 14, bottom: 34},
    xAxis: categoryAxis(context, theme.width - axes.left - axes.right, false),
    yAxis: axes.axes,
    series,
    tooltip: {
      ...tooltipFrame(context),
      trigger: 'axis',
      axisPointer: {type: 'line', lineStyle: {color: context.palette.rule, type: 'solid'}},
      formatter: (hovered: unknown) => context.tooltipView(
        categoryTooltip(spec, indexOf(hovered), allStrokes.map((stroke) => stroke.color))),
    },
  } as EChartsOption;
}

/** ECharts gives one item or a list of items. */
export function indexOf(hovered: unknown): number {
  const first: unknown = Array.isArray(hovered) ? hovered[0] : hovered;
  const index = (first as {dataIndex?: unknown} | undefined)?.dataIndex;
  return typeof index === 'number' ? index : 0;
}
