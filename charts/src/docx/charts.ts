// Charts that can be edited where the file format has them, else pictures, else their figures.

import {ImageRun, Paragraph, type FileChild} from 'docx';
import {ChartRun, type ChartRunOptions} from 'docx/charts';

import type {NativeChart, NativeSeries} from '../native/native_chart';
import {categoriesOf, durationScale, isMeasuredInTime} from '../office/chart_axes';
import {tableOfChart} from '../office/chart_table';
import type {Job} from '../office/job';
import {nativeNumber, nativeValue} from '../office/native_number';
import {fitted} from '../office/png_size';
import type {ChartBlock} from '../office/report';
import type {Flow} from './flow';
import {INK, PORTRAIT_WIDTH, SOFT} from './style';
import {putTable} from './tables';
import {caption, heading, note} from './texts';

/** In the units of a drawing, 96 to the inch. */
export const PICTURE = {width: Math.round((PORTRAIT_WIDTH / 72) * 96), height: 300};
const TALLEST = 620;

const hex = (colour: string): string => colour.replace('#', '').toUpperCase();
const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text) || '–';
const values = (one: NativeSeries): (number | null)[] => one.values.map((raw) => nativeValue(raw, one.format));

function seriesOf(chart: NativeChart): object[] {
  const hasPoints = ['column', 'bar', 'pie', 'doughnut'].includes(chart.kind);
  return chart.series.map((one) => ({
    name: short(one.name), values: values(one), color: hex(one.color),
    ...(hasPoints && one.pointColors.length > 0 ? {colors: one.pointColors.map(hex)} : {}),
    ...(chart.kind === 'line' ? {line: {color: hex(one.color), width: 2, dash: one.isDashed ? 'shortDash' : 'solid'}} : {}),
  }));
}

function scaleOf(chart: NativeChart): object {
  if (!isMeasuredInTime(chart)) return {};
  const {least, most, step} = durationScale(chart.series);
  return {minimum: least, maximum: most, interval: step};
}

function axesOf(chart: NativeChart): object {
  const numberFormat = nativeNumber(chart.series[0]!.format).pattern;
  const font = {size: 9, color: SOFT};
  const isLying = chart.kind === 'bar';
  return {
    categoryAxis: {font, ...(isLying ? {reverseOrder: true} : {})},
    valueAxis: {font, numberFormat, ...scaleOf(chart), ...(isLying && chart.showsTexts ? {visible: false, gridlines: false} : {})},
    stacking: chart.isStacked ? 'stacked' : 'none', emptyValues: 'gap',
    dataLabels: {value: chart.showsTexts && chart.categories.length <= 40, numberFormat, font: {size: 8, color: INK}},
    ...(chart.kind === 'line' ? {markers: chart.categories.length <= 31 ? {size: 5} : false} : {}),
    ...(chart.kind === 'column' || chart.kind === 'bar' ? {gapWidth: chart.gapPercent} : {}),
  };
}

const roundOf = {dataLabels: {percentage: true, numberFormat: '0.0%', position: 'outsideEnd', font: {size: 9, color: INK}}};

function heightOf(chart: NativeChart): number {
  return chart.kind === 'bar' ? Math.min(TALLEST, Math.max(200, 60 + chart.categories.length * 20)) : PICTURE.height;
}

/** Ids of our own, since the library counts on over all files that it has made. */
function altText(job: Job, block: ChartBlock): {id: string; name: string; description: string} {
  const place = [...job.forms.keys()].indexOf(block);
  return {id: String(place + 1), name: block.title.slice(0, 100) || block.id, description: (block.summary || block.title).slice(0, 500)};
}

function nativeOf(job: Job, block: ChartBlock, chart: NativeChart): Paragraph {
  const isRound = chart.kind === 'pie' || chart.kind === 'doughnut';
  const options = {
    type: chart.kind, categories: categoriesOf(chart).map(short), series: seriesOf(chart), chartArea: {fill: 'none', border: 'none'},
    legend: isRound ? {position: 'right', font: {size: 9, color: INK}} : chart.series.length > 1 ? {position: 'top', font: {size: 9, color: INK}} : false,
    transformation: {width: PICTURE.width, height: heightOf(chart)},
    altText: altText(job, block),
    ...(isRound ? {...roundOf, ...(chart.kind === 'doughnut' ? {holeSize: 60, dataLabels: {percentage: true}} : {})} : axesOf(chart)),
  };
  return new Paragraph({keepLines: true, children: [new ChartRun(options as unknown as ChartRunOptions)]});
}

function pictureOf(job: Job, block: ChartBlock, png: Uint8Array): Paragraph {
  return new Paragraph({children: [new ImageRun({
    type: 'png', data: png, transformation: fitted(png, {width: PICTURE.width, height: TALLEST}), altText: altText(job, block),
  })]});
}

function bodyOf(job: Job, block: ChartBlock): FileChild[] | null {
  const form = job.forms.get(block)!;
  if ('empty' in form) return [note(job.say('no_rows'))];
  if ('native' in form) {
    const isOpen = form.native.series.some((one) => one.incomplete.length > 0);
    return [nativeOf(job, block, form.native), ...(isOpen ? [note(job.say('incomplete_note'))] : [])];
  }
  const png = job.pictures[form.picture];
  return png && png.length > 0 ? [pictureOf(job, block, png)] : null;
}

export function putChart(flow: Flow, job: Job, block: ChartBlock): void {
  const body = bodyOf(job, block);
  if (body === null) return putTable(flow, job, tableOfChart(block));
  flow.put([...(block.title ? [heading(job, block.title, 2)] : []), ...(block.summary ? [caption(block.summary.slice(0, 1000))] : []), ...body]);
}
