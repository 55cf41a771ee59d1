// A native chart in the words of pptxgenjs.

import type PptxGenJS from 'pptxgenjs';

import type {NativeChart, NativeSeries} from '../native/native_chart';
import {nativeNumber, nativeValue} from '../office/native_number';
import {colour, INK, RULE, SOFT} from './style';

const LONGEST_LABEL = 80;
const label = (text: string): string => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text) || '–';

/** One kind of mark, one axis, nothing hidden: the others go in as pictures. */
export function canShowInPptx({kind, series}: NativeChart): boolean {
  const known = ['line', 'area', 'column', 'bar', 'pie', 'doughnut'].includes(kind);
  return known && series.every((one) => one.kind === kind && one.axis === 0 && !one.isHidden);
}

// Days of one year are named without it; it stands in the foot of each slide.
function shortDays(names: string[]): string[] {
  const isOneYear = names.every((name) => /^\d{4}-\d\d-\d\d$/.test(name) && name.slice(0, 5) === names[0]!.slice(0, 5));
  return isOneYear ? names.map((name) => name.slice(5)) : names;
}

// A place that is not complete has a star.
const categoriesOf = (chart: NativeChart): string[] => shortDays(chart.categories).map((category, i) =>
  label(category) + (chart.series.some((one) => one.incomplete.includes(i)) ? '*' : ''));

export function dataOf(chart: NativeChart): {name: string; labels: string[]; values: number[]}[] {
  const labels = categoriesOf(chart);
  return chart.series.map((one) => ({
    name: label(one.name), labels,
    values: one.values.map((raw) => nativeValue(raw, one.format)) as number[],  // null: a gap, which the types do not know
  }));
}

const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
const MOST_STEPS = 6;

/** Round minutes, where a chart by itself would round fractions of a day. */
function durationScale(series: NativeSeries[]): object {
  const most = Math.max(...series.flatMap((one) => one.values.map((value) => value ?? 0)));
  const step = STEPS.find((seconds) => most / seconds <= MOST_STEPS) ?? Math.ceil(most / MOST_STEPS / 86_400) * 86_400;
  return {valAxisMinVal: 0, valAxisMaxVal: (Math.ceil(most / step) * step) / 86_400, valAxisMajorUnit: step / 86_400};
}

function axes(chart: NativeChart): object {
  const format = chart.series[0]!.format;
  const isLying = chart.kind === 'bar';
  const isDuration = format === 'duration' && !chart.isStacked && chart.series.every((one) => one.values.every((value) => (value ?? 0) >= 0));
  const labels = chart.categories.length;
  return {
    catAxisLabelColor: SOFT, valAxisLabelColor: SOFT, catAxisLabelFontSize: labels > 16 ? 9 : 11, valAxisLabelFontSize: 11,
    valAxisLabelFormatCode: nativeNumber(format).pattern, valAxisLineShow: false, catAxisLineShow: true,
    valGridLine: {color: RULE, size: 0.5}, catGridLine: {style: 'none'},
    ...(isLying ? {catAxisOrientation: 'maxMin', valAxisHidden: chart.showsTexts, ...(chart.showsTexts ? {valGridLine: {style: 'none'}} : {})} : {}),
    ...(labels > 12 && !isLying ? {catAxisLabelFrequency: String(Math.ceil(labels / 10))} : {}),
    ...(isDuration ? durationScale(chart.series) : {}),
  };
}

const coloursOf = (chart: NativeChart): string[] => {
  const points = chart.series.length === 1 ? chart.series[0]!.pointColors : [];
  return (points.length > 0 ? points : chart.series.map((one) => one.color)).map(colour);
};

const roundOptions = {
  showPercent: true, showValue: false, dataLabelFormatCode: '0.0%', dataLabelColor: INK, dataLabelFontSize: 12, dataLabelPosition: 'outEnd',
  showLegend: true, legendPos: 'r', dataBorder: {pt: 1, color: 'FFFFFF'},
};

export function optionsOf(chart: NativeChart): PptxGenJS.IChartOpts {
  const isRound = chart.kind === 'pie' || chart.kind === 'doughnut';
  const options = {
    chartColors: coloursOf(chart), displayBlanksAs: 'gap', legendFontSize: 12, legendColor: INK, showLegend: chart.series.length > 1,
    legendPos: 't', dataLabelFormatCode: nativeNumber(chart.series[0]!.format).pattern, dataLabelColor: INK, dataLabelFontSize: 11,
    valLabelFormatCode: nativeNumber(chart.series[0]!.format).pattern,
    showValue: chart.showsTexts && chart.categories.length <= 40, barDir: chart.kind === 'bar' ? 'bar' : 'col',
    barGrouping: chart.isStacked ? 'stacked' : 'clustered', barGapWidthPct: chart.gapPercent, lineSize: 2.25,
    lineDataSymbol: chart.categories.length <= 31 ? 'circle' : 'none', lineDataSymbolSize: 5,
    ...(isRound ? {} : axes(chart)), ...(isRound ? roundOptions : {}),
    ...(chart.kind === 'doughnut' ? {holeSize: 60, dataLabelPosition: 'bestFit'} : {}),
  };
  return options as PptxGenJS.IChartOpts;
}

const TYPES = {line: 'line', area: 'area', column: 'bar', bar: 'bar', pie: 'pie', doughnut: 'doughnut'} as const;
export const typeOf = (chart: NativeChart): PptxGenJS.CHART_NAME => TYPES[chart.kind as keyof typeof TYPES] as PptxGenJS.CHART_NAME;
