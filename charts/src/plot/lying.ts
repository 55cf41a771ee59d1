// The frame of charts whose categories run down the side: room for long names, as tall as there are rows.

import type {EChartsOption} from '../echarts';
import {fitText, widestText} from '../text/fit';
import {valueAxes, type Span} from './axes';
import {FONT_SIZE, type Context} from './context';
import {baseOption, legend, tooltipFrame, type LegendEntry} from './frame';
import {categoryTooltip, indexOf} from './tooltip';

const ROW_HEIGHT = 26;
const SERIES_HEIGHT = 12;
const MAX_LABEL_WIDTH = 168;
const MAX_VALUE_WIDTH = 110;

export interface LyingPlot {
  spans: readonly Span[];
  entries: LegendEntry[];
  series: object[];
  colors: readonly string[];
  /** The texts at the ends of the bars; null: there are none, and the axis has numbers instead. */
  labels: readonly string[] | null;
}

/** `beside`: how many bars stand beside each other in a row. */
export function lyingHeight(rows: number, beside: number, legendRows = beside > 1 ? 1 : 0): number {
  return rows * (ROW_HEIGHT + Math.max(0, beside - 1) * SERIES_HEIGHT) + legendRows * 34 + 16 + (beside > 1 ? 12 : 0);
}

/** Without ticks the longest bar takes the whole width. */
function ends(values: readonly (number | null)[]): {min: number; max: number} {
  const min = values.reduce((least: number, value) => Math.min(least, value ?? 0), 0);
  const max = values.reduce((most: number, value) => Math.max(most, value ?? 0), 0);
  return max > min ? {min, max} : {min, max: min + 1};
}

/** With labels at the bars, an axis would say everything twice. */
export function lying(context: Context, plot: LyingPlot): EChartsOption {
  const {spec, palette, theme} = context;
  const {axes} = valueAxes(context, plot.spans, false);
  const named = legend(context, plot.entries);
  const showsAxis = plot.labels === null;
  const room = Math.min(MAX_LABEL_WIDTH, theme.width * 0.3);
  const valueWidth = plot.labels ? widestText(plot.labels, FONT_SIZE, MAX_VALUE_WIDTH) + 16 : 24;
  const isSigned = plot.spans.some((span) => span.values.some((value) => value !== null && value < 0));
  const margin = 10 + (isSigned && plot.labels ? valueWidth - 8 : 0);
  return {
    ...baseOption(context),
    legend: named.option,
    grid: {
      left: widestText(spec.categories, FONT_SIZE, room) + 6 + margin, right: valueWidth,
      top: named.height + (showsAxis ? 12 : 4), bottom: (showsAxis ? 28 : 4) + context.footer, outerBoundsMode: 'none',
    },
    yAxis: {
      type: 'category',
      data: spec.categories,
      inverse: true,
      axisLine: {show: true, onZero: isSigned, lineStyle: {color: palette.rule}},
      axisTick: {show: false},
      axisLabel: {
        color: palette.ink,
        fontSize: FONT_SIZE,
        interval: 0,
        margin,
        formatter: (text: string) => fitText(text, room, FONT_SIZE),
      },
    },
    xAxis: axes.map((axis, i) => ({
      ...axis,
      ...(showsAxis ? {} : ends(plot.spans[i]!.values)),
      position: i === 0 ? 'bottom' : 'top',
      axisLabel: {...(axis as {axisLabel: object}).axisLabel, show: showsAxis, hideOverlap: true},
      splitLine: {show: showsAxis && i === 0, lineStyle: {color: palette.ruleSoft}},
    })),
    series: plot.series,
    tooltip: {
      ...tooltipFrame(context),
      trigger: 'axis',
      axisPointer: {type: 'shadow', shadowStyle: {color: palette.muted, opacity: 0.12}},
      formatter: (hovered: unknown) => context.tooltipView(categoryTooltip(spec, indexOf(hovered), plot.colors)),
    },
  } as EChartsOption;
}
