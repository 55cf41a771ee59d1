// What all charts with axes share: type, grid, legend, value axes, tooltip.

import type {EChartsOption} from '../echarts';
import {ticksFor, type Ticks} from '../axis';
import {fitText, textWidth} from '../labels';
import type {ChartSpec, NumberFormat, Series} from '../spec';
import {FONT_FAMILY, type Palette, type Theme} from '../theme';
import type {TooltipContent} from '../tooltip';

export const FONT_SIZE = 12;
const LEGEND_NAME_WIDTH = 180;

/** Turns what a tooltip says into something ECharts shows: an element on a page, plain text elsewhere. */
export type TooltipView = (content: TooltipContent) => HTMLElement | string;

export interface Context {
  spec: ChartSpec;
  theme: Theme;
  palette: Palette;
  tooltipView: TooltipView;
}

export function baseOption({spec, palette}: Context): EChartsOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: {fontFamily: FONT_FAMILY, fontSize: FONT_SIZE, color: palette.inkSoft},
    aria: {enabled: true, label: {description: spec.summary || spec.title || spec.id}},
  };
}

/** An option that says that there is nothing to draw. */
export function emptyOption(context: Context): EChartsOption {
  const isChinese = context.theme.language.startsWith('zh');
  return {
    ...baseOption(context),
    title: {
      text: isChinese ? '此期间没有数据' : 'No data in this period',
      left: 'center',
      top: 'middle',
      textStyle: {fontFamily: FONT_FAMILY, fontSize: 13, fontWeight: 'normal', color: context.palette.inkSoft},
    },
  };
}

export function tooltipFrame({palette}: Context) {
  return {
    confine: true,
    className: 'kebao-tooltip',
    backgroundColor: palette.paper,
    borderColor: palette.rule,
    borderWidth: 1,
    padding: 0,
    textStyle: {color: palette.ink, fontFamily: FONT_FAMILY, fontSize: FONT_SIZE},
  };
}

export interface LegendEntry {
  name: string;
  label: string;
  icon?: string;
}

/** Nothing for one series: the title of the chart already names it. */
export function legend({palette}: Context, entries: LegendEntry[]) {
  if (entries.length < 2) return {show: false};
  const labels = new Map(entries.map((entry) => [entry.name, entry.label]));
  return {
    type: entries.length > 5 ? ('scroll' as const) : ('plain' as const),
    left: 0,
    top: 4,
    padding: 0,
    itemWidth: 22,
    itemHeight: 10,
    itemGap: 18,
    pageIconColor: palette.inkSoft,
    pageTextStyle: {color: palette.inkSoft},
    textStyle: {color: palette.inkSoft, fontFamily: FONT_FAMILY, fontSize: FONT_SIZE},
    formatter: (name: string) => fitText(labels.get(name) ?? name, LEGEND_NAME_WIDTH, FONT_SIZE),
    data: entries.map(({name, icon}) => (icon ? {name, icon} : {name})),
  };
}

export const LEGEND_HEIGHT = 34;

/** The formats in order of first appearance: one value axis each. */
export function axisFormats(series: readonly Series[]): NumberFormat[] {
  return [...new Set(series.map((one) => one.format))];
}

function axisLabelWidth(ticks: Ticks): number {
  return Math.max(textWidth(ticks.label(ticks.max), FONT_SIZE), textWidth(ticks.label(ticks.min), FONT_SIZE));
}

export interface ValueAxes {
  axes: object[];
  left: number;
  right: number;
}

/** One axis per format, the first at the left, the others at the right; ticks at round numbers. */
export function valueAxes({spec, theme, palette}: Context, mayLift: boolean): ValueAxes {
  let right = 12;
  let left = 12;
  const axes = axisFormats(spec.series).map((format, i) => {
    const values = spec.series.filter((one) => one.format === format).flatMap((one) => one.values);
    const ticks = ticksFor(values, format, theme.language, mayLift);
    const width = axisLabelWidth(ticks) + 14;
    const offset = i < 2 ? 0 : right - 12;
    if (i === 0) left = width;
    else right += width;
    return {
      type: 'value',
      position: i === 0 ? 'left' : 'right',
      offset,
      min: ticks.min,
      max: ticks.max,
      interval: ticks.interval,
      axisLabel: {formatter: ticks.label, color: palette.inkSoft, fontSize: FONT_SIZE},
      splitLine: {show: i === 0, lineStyle: {color: palette.ruleSoft, width: 1}},
      axisLine: {show: false},
      axisTick: {show: false},
    };
  });
  return {axes, left, right};
}

export function categoryAxis({spec, palette, theme}: Context, plotWidth: number, isBar: boolean) {
  const room = plotWidth / Math.max(1, spec.categories.length);
  const isSparse = spec.categories.length <= 12;
  const labelWidth = isSparse ? Math.max(24, room - 8) : Math.min(90, Math.max(48, theme.width / 8));
  return {
    type: 'category',
    data: spec.categories,
    boundaryGap: isBar || spec.categories.length < 2,
    axisLine: {lineStyle: {color: palette.rule}},
    axisTick: {show: false},
    axisLabel: {
      color: palette.inkSoft,
      fontSize: FONT_SIZE,
      margin: 10,
      hideOverlap: true,
      ...(isSparse ? {interval: 0} : {}),
      formatter: (text: string) => fitText(text, labelWidth, FONT_SIZE),
    },
  };
}
