// The frame of charts whose categories run along the foot: legend, events, axes, grid, targets, tooltip.

import type {EChartsOption} from '../echarts';
import type {Series} from '../spec/spec';
import {categoryAxis, endRooms, valueAxes, type Span} from './axes';
import type {Context} from './context';
import {baseOption, legend, tooltipFrame, type LegendEntry} from './frame';
import {eventLines, targetLines, targetRoom} from './overlay';
import {categoryTooltip, indexOf, type TooltipContent} from './tooltip';

export interface Plot {
  spans: readonly Span[];
  /** Whether the value axis may start above zero. */
  mayLift: boolean;
  /** Bars need half a category of room at both ends. */
  isBar: boolean;
  entries: LegendEntry[];
  /** `axisOf` says on which value axis a series lies, `isLifted` whether an axis starts above zero: there, an area below a line says nothing. */
  series(axisOf: (series: Series) => number, isLifted: (axis: number) => boolean): object[];
  /** One per series of the spec, for the tooltip. */
  colors: readonly string[];
  hasLabelsAbove?: boolean;
  /** Room that is needed at the right of the plot. */
  right?: number;
  tooltip?(index: number): TooltipContent;
}

export const plotHeight = 300;

export function upright(context: Context, plot: Plot): EChartsOption {
  const {spec, theme, palette} = context;
  const formats = plot.spans.map((span) => span.format);
  const axisOf = (series: Series | undefined) => Math.max(0, formats.indexOf(series?.format ?? 'integer'));
  const named = legend(context, plot.entries);
  const axes = valueAxes(context, plot.spans, plot.mayLift);
  const isBeside = plot.spans.length < 2;
  // The labels of the first and last point reach beyond the plot.
  const [first, last] = plot.isBar ? [0, 0] : endRooms(context);
  const left = Math.max(axes.left, first);
  const right = Math.max(axes.right, last, isBeside ? targetRoom(context) : 0, plot.right ?? 0);
  const width = Math.max(1, theme.width - left - right);
  const categories = categoryAxis(context, width, plot.isBar);
  const events = eventLines(context, left, width, plot.isBar);
  const above = plot.hasLabelsAbove ? 24 : 14;
  return {
    ...baseOption(context),
    legend: named.option,
    grid: {
      left, right, top: named.height + events.height + above, bottom: categories.height + context.footer,
      outerBoundsMode: 'none',
    },
    xAxis: categories.axis,
    yAxis: axes.axes,
    series: [
      ...plot.series(axisOf, (axis) => axes.ticks[axis]!.min > 0),
      ...targetLines(context, (series) => axisOf(spec.series[series]), isBeside),
      ...events.series,
    ],
    tooltip: {
      ...tooltipFrame(context),
      trigger: 'axis',
      axisPointer: plot.isBar
        ? {type: 'shadow', shadowStyle: {color: palette.muted, opacity: 0.12}}
        : {type: 'line', lineStyle: {color: palette.rule, type: 'solid'}},
      formatter: (hovered: unknown) => {
        const index = indexOf(hovered);
        return context.tooltipView(plot.tooltip?.(index) ?? categoryTooltip(spec, index, plot.colors));
      },
    },
  } as EChartsOption;
}

/** Legend entries that name series by their place, so that two of one name stay two. */
export const entriesOf = (series: readonly Series[], icon?: string): LegendEntry[] =>
  series.map((one, i) => ({name: String(i), label: one.name, ...(icon ? {icon} : {})}));

