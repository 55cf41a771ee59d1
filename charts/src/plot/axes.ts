// Axes with labels that fit.

import {fitText, widestText, wrapText} from '../text/fit';
import {textWidth} from '../text/measure';
import type {ChartSpec, NumberFormat, Series} from '../spec/spec';
import {FONT_SIZE, type Context} from './context';
import {ticksFor, type Ticks} from './ticks';

/** The formats in order of first appearance: one value axis each. */
export function axisFormats(series: readonly Series[]): NumberFormat[] {
  return [...new Set(series.map((one) => one.format))];
}

/** What an axis has to hold. */
export interface Span {
  format: NumberFormat;
  values: readonly (number | null)[];
}

/** One span per format: the values of its series and the targets that lie on it. */
export function spansOf(spec: ChartSpec, series: readonly Series[] = spec.series): Span[] {
  return axisFormats(series).map((format) => ({
    format,
    values: [
      ...series.filter((one) => one.format === format).flatMap((one) => one.values),
      ...spec.targets.filter((target) => spec.series[target.series]?.format === format).map((target) => target.value),
    ],
  }));
}

/** Sums per category, above and below zero: what stacked series reach. */
export function stackedSpan(spec: ChartSpec, parts: readonly Series[]): Span {
  const above = spec.categories.map((_, i) => parts.reduce((sum, one) => sum + Math.max(0, one.values[i] ?? 0), 0));
  const below = spec.categories.map((_, i) => parts.reduce((sum, one) => sum + Math.min(0, one.values[i] ?? 0), 0));
  return {format: parts[0]?.format ?? 'integer', values: [...above, ...below, ...spec.targets.map((one) => one.value)]};
}

export const tickWidth = (ticks: Ticks): number =>
  Math.max(textWidth(ticks.label(ticks.max), FONT_SIZE), textWidth(ticks.label(ticks.min), FONT_SIZE),
    textWidth(ticks.label(ticks.min + ticks.interval), FONT_SIZE));

export interface ValueAxes {
  axes: object[];
  ticks: Ticks[];
  left: number;
  right: number;
}

const SIDE = 12;

/** The first at the left, the others at the right; ticks at round numbers. */
export function valueAxes({theme, palette}: Context, spans: readonly Span[], mayLift: boolean): ValueAxes {
  let right = SIDE;
  let left = SIDE;
  const allTicks = spans.map(({format, values}) => ticksFor(values, format, theme.language, mayLift));
  const axes = allTicks.map((ticks, i) => {
    const width = tickWidth(ticks) + 14;
    const offset = i < 2 ? 0 : right - SIDE;
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
  return {axes, ticks: allTicks, left, right};
}

export interface CategoryAxis {
  axis: object;
  /** Room below the plot. */
  height: number;
}

const FEW = 12;
const LINE_HEIGHT = 15;

/** Half the widths of the first and last label, which stand in the middle under the ends of a line. */
export function endRooms({spec, theme}: Context): [number, number] {
  const most = Math.min(90, Math.max(48, theme.width / 8));
  const half = (text: string | undefined) => widestText([text ?? ''], FONT_SIZE, most) / 2 + 4;
  return [half(spec.categories[0]), half(spec.categories[spec.categories.length - 1])];
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** Days that would be cut lose their year where it is the same for all, else the century. */
function dayLabel(categories: readonly string[], width: number): (text: string) => string {
  const areDays = categories.length > 0 && categories.every((text) => DAY.test(text));
  if (!areDays || widestText(categories, FONT_SIZE, width + 1) <= width) return (text) => text;
  const isOneYear = categories.every((text) => text.slice(0, 4) === categories[0]!.slice(0, 4));
  return (text) => text.slice(isOneYear ? 5 : 2);
}

/** A few labels may take two lines; many are shown as far as they do not touch. */
export function categoryAxis({spec, palette, theme}: Context, plotWidth: number, isBar: boolean): CategoryAxis {
  const room = plotWidth / Math.max(1, spec.categories.length);
  const isFew = spec.categories.length <= FEW;
  const each = isFew ? Math.max(24, room - 8) : Math.min(90, Math.max(48, theme.width / 8));
  const label = dayLabel(spec.categories, each);
  // A day that is cut says nothing: rather every second one, whole.
  const dayWidth = label(spec.categories[0] ?? '') === spec.categories[0]
    ? 0 : widestText(spec.categories.map(label), FONT_SIZE, 90);
  const isSparse = isFew && dayWidth <= each;
  const width = Math.max(each, dayWidth);
  const isTight = isSparse && room >= 48 && widestText(spec.categories.map(label), FONT_SIZE, width + 1) > width;
  const cut = (text: string): string =>
    isTight ? wrapText(label(text), width, FONT_SIZE, 2).join('\n') : fitText(label(text), width, FONT_SIZE);
  return {
    height: 34 + (isTight ? LINE_HEIGHT : 0),
    axis: {
      type: 'category',
      data: spec.categories,
      boundaryGap: isBar || spec.categories.length < 2,
      axisLine: {lineStyle: {color: palette.rule}},
      axisTick: {show: false},
      axisLabel: {
        color: palette.inkSoft,
        fontSize: FONT_SIZE,
        lineHeight: LINE_HEIGHT,
        margin: 10,
        hideOverlap: true,
        ...(isSparse ? {interval: 0} : {}),
        formatter: cut,
      },
    },
  };
}
