// Bars, upright and lying. They always start at zero. Series after the first and incomplete bars are hatched, so that
// they are told apart without colour.

import type {EChartsOption} from '../echarts';
import {fillsOf, fillStyle, openStyle, type Fill} from '../look/strokes';
import {toneOf} from '../look/theme';
import {axisFormats, spansOf} from '../plot/axes';
import {FONT_SIZE, type Context, type Drawing} from '../plot/context';
import {valueTags} from '../plot/overlay';
import {lying, lyingHeight} from '../plot/lying';
import {entriesOf, plotHeight, upright} from '../plot/upright';
import type {ChartSpec, PlainChart, Series} from '../spec/spec';
import {fitText} from '../text/fit';

const LABEL_WIDTH = 110;

/** Gains and losses take the colour of good and bad, where the metric has a direction. */
const isSigned = (spec: ChartSpec): boolean =>
  spec.series.length === 1 && spec.series[0]!.values.some((value) => value !== null && value < 0);

function itemStyle({spec, palette}: Context, series: Series, i: number, fill: Fill): object {
  const tone = isSigned(spec) ? toneOf(palette, series.values[i] ?? null, spec.up_is_good) : null;
  const color = tone ?? fill.color;
  return series.incomplete[i] ? openStyle(palette, color) : fillStyle({color, pattern: fill.pattern});
}

function valueLabel({palette}: Context, series: Series, isLying: boolean) {
  return {
    show: true,
    position: isLying ? 'right' : 'top',
    distance: 6,
    color: palette.ink,
    fontSize: FONT_SIZE,
    formatter: (item: {dataIndex: number}) => fitText(series.texts[item.dataIndex] ?? '', LABEL_WIDTH, FONT_SIZE),
  };
}

/** Labels of negative bars stand at the other end, off the bar. */
const labelOf = (value: number | null, isLying: boolean) =>
  value !== null && value < 0 ? {label: {position: isLying ? 'left' : 'bottom'}} : {};

export interface BarLook {
  fill: Fill;
  name: string;
  axis: number;
  isLying: boolean;
  showsValues: boolean;
}

export function barSeries(context: Context, series: Series, {fill, name, axis, isLying, showsValues}: BarLook): object {
  return {
    type: 'bar',
    name,
    [isLying ? 'xAxisIndex' : 'yAxisIndex']: axis,
    barMaxWidth: isLying ? 16 : 40,
    barGap: '12%',
    barCategoryGap: '34%',
    color: fill.color,
    itemStyle: fillStyle(fill),
    emphasis: {disabled: true},
    data: series.values.map((value, i) => ({
      value, itemStyle: itemStyle(context, series, i, fill), ...(showsValues ? labelOf(value, isLying) : {}),
    })),
    ...(showsValues ? {label: valueLabel(context, series, isLying)} : {}),
  };
}

const FEW_BARS = 12;

export const bar: Drawing<PlainChart> = {
  height: () => plotHeight,
  option: (context) => {
    const {spec, palette} = context;
    const fills = fillsOf(palette, spec.series);
    const showsValues = spec.series.length === 1 && spec.categories.length <= FEW_BARS;
    return upright(context, {
      spans: spansOf(spec),
      mayLift: false,
      isBar: true,
      entries: entriesOf(spec.series, 'rect'),
      colors: fills.map((fill) => fill.color),
      hasLabelsAbove: showsValues,
      series: (axisOf) => spec.series.flatMap((one, i) => {
        const axis = axisOf(one);
        const isCrossed = spec.targets.length > 0;
        const bars = barSeries(context, one, {
          fill: fills[i]!, name: String(i), axis, isLying: false, showsValues: showsValues && !isCrossed,
        });
        return showsValues && isCrossed ? [bars, valueTags(context, one, axis, LABEL_WIDTH)] : [bars];
      }),
    });
  },
};

export const horizontalBar: Drawing<PlainChart> = {
  height: (spec) => lyingHeight(spec.categories.length, spec.series.length),
  option: (context): EChartsOption => {
    const {spec, palette} = context;
    const fills = fillsOf(palette, spec.series);
    const formats = axisFormats(spec.series);
    const showsValues = spec.series.length === 1;
    return lying(context, {
      spans: spansOf(spec),
      entries: entriesOf(spec.series, 'rect'),
      colors: fills.map((fill) => fill.color),
      labels: showsValues ? spec.series[0]?.texts ?? [] : null,
      series: spec.series.map((one, i) => barSeries(context, one, {
        fill: fills[i]!, name: String(i), axis: formats.indexOf(one.format), isLying: true, showsValues,
      })),
    });
  },
};
