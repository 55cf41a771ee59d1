// Bars, upright and lying. They always start at zero. The second and third series and incomplete bars are hatched, so
// that they are told apart without colour.

import type {EChartsOption} from '../echarts';
import {fitText, widestText} from '../labels';
import type {Series} from '../spec';
import {categoryTooltip} from '../tooltip';
import {
  axisFormats, baseOption, categoryAxis, FONT_SIZE, legend, LEGEND_HEIGHT, tooltipFrame, valueAxes, type Context,
} from './frame';
import {indexOf} from './line';

const ROW_HEIGHT = 26;
const MAX_LABEL_WIDTH = 168;

const hatching = (color: string, rotation: number) => ({
  symbol: 'rect', color, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation, symbolSize: 1,
});

function fills({spec, palette}: Context): string[] {
  let taken = 0;
  return spec.series.map((series) =>
    series.role === 'previous' ? palette.mutedFill : palette.highlights[taken++] ?? palette.muted);
}

/** Gains and losses take the colour of good and bad, where the metric has a direction. */
function isSigned({spec}: Context): boolean {
  return spec.up_is_good !== null && spec.series.length === 1 &&
    spec.series[0]!.values.some((value) => value !== null && value < 0);
}

function colorOf(context: Context, value: number | null, plain: string): string {
  if (!isSigned(context) || value === null || value === 0) return plain;
  return value > 0 === context.spec.up_is_good ? context.palette.good : context.palette.bad;
}

function itemStyle(context: Context, series: Series, i: number, fill: string, place: number) {
  const color = colorOf(context, series.values[i] ?? null, fill);
  if (series.incomplete[i]) {
    return {
      color: context.palette.paper, borderColor: color, borderWidth: 1, borderType: 'dashed',
      decal: hatching(color, -Math.PI / 4),
    };
  }
  const isHatched = place > 0 && series.role !== 'previous';
  return isHatched ? {color, decal: hatching('rgba(255,255,255,0.45)', place * Math.PI / 4)} : {color};
}

function valueLabel({palette}: Context, series: Series, position: string) {
  return {
    show: true,
    position,
    distance: 6,
    color: palette.ink,
    fontSize: FONT_SIZE,
    formatter: (item: {dataIndex: number}) => fitText(series.texts[item.dataIndex] ?? '', 110, FONT_SIZE),
  };
}

function barSeries(context: Context, isLying: boolean) {
  const {spec} = context;
  const formats = axisFormats(spec.series);
  const colors = fills(context);
  const showsValues = spec.series.length === 1 && (isLying || spec.categories.length <= 12);
  return spec.series.map((series, place) => ({
    type: 'bar',
    name: String(place),
    [isLying ? 'xAxisIndex' : 'yAxisIndex']: formats.indexOf(series.format),
    barMaxWidth: isLying ? 16 : 40,
    barGap: '12%',
    barCategoryGap: '34%',
    color: colors[place],
    emphasis: {disabled: true},
    data: series.values.map((value, i) => ({
      value, itemStyle: itemStyle(context, series, i, colors[place] ?? '', place),
    })),
    ...(showsValues ? {label: valueLabel(context, series, isLying ? 'right' : 'top')} : {}),
  }));
}

function barTooltip(context: Context) {
  return {
    ...tooltipFrame(context),
    trigger: 'axis',
    axisPointer: {type: 'shadow', shadowStyle: {color: context.palette.muted, opacity: 0.12}},
    formatter: (hovered: unknown) =>
      context.tooltipView(categoryTooltip(context.spec, indexOf(hovered), fills(context))),
  };
}

function barLegend(context: Context) {
  return legend(context, context.spec.series.map((one, i) => ({name: String(i), label: one.name, icon: 'rect'})));
}

export function barOption(context: Context): EChartsOption {
  const {spec, theme} = context;
  const axes = valueAxes(context, false);
  return {
    ...baseOption(context),
    legend: barLegend(context),
    grid: {
      left: axes.left, right: axes.right, top: spec.series.length > 1 ? LEGEND_HEIGHT + 6 : 26, bottom: 34,
    },
    xAxis: categoryAxis(context, theme.width - axes.left - axes.right, true),
    yAxis: axes.axes,
    series: barSeries(context, false),
    tooltip: barTooltip(context),
  } as EChartsOption;
}

export function horizontalBarHeight(categories: number, series: number): number {
  const row = ROW_HEIGHT + Math.max(0, series - 1) * 12;
  return categories * row + (series > 1 ? LEGEND_HEIGHT : 0) + 16;
}

/** Without value labels (several series) the reader needs the axis; with them it would say everything twice. */
export function horizontalBarOption(context: Context): EChartsOption {
  const {spec, palette, theme} = context;
  const {axes} = valueAxes(context, false);
  const showsAxis = spec.series.length > 1;
  const room = Math.min(MAX_LABEL_WIDTH, theme.width * 0.3);
  const labelWidth = widestText(spec.categories, FONT_SIZE, room);
  const valueWidth = showsAxis ? 24 : widestText(spec.series[0]?.texts ?? [], FONT_SIZE, 110) + 16;
  const isSignedChart = spec.series.some((one) => one.values.some((value) => value !== null && value < 0));
  return {
    ...baseOption(context),
    legend: barLegend(context),
    grid: {
      left: labelWidth + 16, right: valueWidth, top: showsAxis ? LEGEND_HEIGHT : 4, bottom: showsAxis ? 28 : 4,
    },
    yAxis: {
      type: 'category',
      data: spec.categories,
      inverse: true,
      axisLine: {show: true, onZero: isSignedChart, lineStyle: {color: palette.rule}},
      axisTick: {show: false},
      axisLabel: {
        color: palette.ink,
        fontSize: FONT_SIZE,
        interval: 0,
        margin: 10,
        formatter: (text: string) => fitText(text, room, FONT_SIZE),
      },
    },
    xAxis: axes.map((axis, i) => ({
      ...axis,
      position: i === 0 ? 'bottom' : 'top',
      axisLabel: {...(axis as {axisLabel: object}).axisLabel, show: showsAxis, hideOverlap: true},
      splitLine: {show: showsAxis && i === 0, lineStyle: {color: palette.ruleSoft}},
    })),
    series: barSeries(context, true),
    tooltip: barTooltip(context),
  } as EChartsOption;
}
