// A native chart in the words of pptxgenjs.

import type PptxGenJS from 'pptxgenjs';

import type {NativeChart} from '../native/native_chart';
import {categoriesOf, durationScale, isMeasuredInTime} from '../office/chart_axes';
import {nativeNumber, nativeValue} from '../office/native_number';
import {colour, INK, RULE, SOFT} from './style';

const LONGEST_LABEL = 80;
const label = (text: string): string => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text) || '–';

export function dataOf(chart: NativeChart): {name: string; labels: string[]; values: number[]}[] {
  const labels = categoriesOf(chart).map(label);
  return chart.series.map((one) => ({
    name: label(one.name), labels,
    values: one.values.map((raw) => nativeValue(raw, one.format)) as number[],  // null: a gap, which the types do not know
  }));
}

function timeScale(chart: NativeChart): object {
  if (!isMeasuredInTime(chart)) return {};
  const {least, most, step} = durationScale(chart.series);
  return {valAxisMinVal: least, valAxisMaxVal: most, valAxisMajorUnit: step};
}

function axes(chart: NativeChart): object {
  const format = chart.series[0]!.format;
  const isLying = chart.kind === 'bar';
  const labels = chart.categories.length;
  return {
    catAxisLabelColor: SOFT, valAxisLabelColor: SOFT, catAxisLabelFontSize: labels > 16 ? 9 : 11, valAxisLabelFontSize: 11,
    valAxisLabelFormatCode: nativeNumber(format).pattern, valAxisLineShow: false, catAxisLineShow: true,
    valGridLine: {color: RULE, size: 0.5}, catGridLine: {style: 'none'},
    ...(isLying ? {catAxisOrientation: 'maxMin', valAxisHidden: chart.showsTexts, ...(chart.showsTexts ? {valGridLine: {style: 'none'}} : {})} : {}),
    ...(labels > 12 && !isLying ? {catAxisLabelFrequency: String(Math.ceil(labels / 10))} : {}),
    ...timeScale(chart),
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
