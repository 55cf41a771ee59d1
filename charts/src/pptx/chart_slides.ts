// A chart fills its slide: one that can be edited, else a picture, else its figures.

import type {NativeChart} from '../native/native_chart';
import {toBase64} from '../office/base64';
import {tableOfChart} from '../office/chart_table';
import {chartEvidence} from '../office/evidence';
import type {Job} from '../office/job';
import {fitted} from '../office/png_size';
import type {ChartBlock} from '../office/report';
import {dataOf, optionsOf, typeOf} from './chart_options';
import type {Slide, SlidePlan} from './slide_plan';
import {BODY_HEIGHT, BODY_TOP, LEFT, SIZE, SOFT, WIDTH} from './style';
import {OF_FIGURES} from './table_pages';
import {tableSlides} from './table_slides';

const SUMMARY = 0.55;
const FOOT = 0.3;
/** In the units of a drawing, at 96 to the inch. */
export const PICTURE = {width: Math.round(WIDTH * 96), height: Math.round((BODY_HEIGHT - SUMMARY) * 96)};

const altText = (chart: ChartBlock): string => (chart.summary || chart.title).slice(0, 500);
const line = (slide: Slide, text: string, y: number, size: number): void => {
  slide.addText(text, {x: LEFT, y, w: WIDTH, h: 0.4, fontSize: size, color: SOFT, margin: 0, valign: 'top', fit: 'shrink'});
};

function area(chart: ChartBlock): {x: number; y: number; w: number; h: number} {
  const above = chart.summary ? SUMMARY : 0;
  return {x: LEFT, y: BODY_TOP + above, w: WIDTH, h: BODY_HEIGHT - above - FOOT};
}

function drawNative(job: Job, slide: Slide, chart: ChartBlock, native: NativeChart): void {
  slide.addChart(typeOf(native), dataOf(native), {
    ...optionsOf(native), ...area(chart), altText: altText(chart), objectName: chart.title.slice(0, 60) || chart.id,
  });
  if (native.series.some((one) => one.incomplete.length > 0)) line(slide, job.say('incomplete_note'), BODY_TOP + BODY_HEIGHT - FOOT, SIZE.small);
}

function drawPicture(slide: Slide, chart: ChartBlock, png: Uint8Array): void {
  const {x, y, w, h} = area(chart);
  const {width, height} = fitted(png, {width: w, height: h});
  slide.addImage({data: `image/png;base64,${toBase64(png)}`, x: x + (w - width) / 2, y, w: width, h: height, altText: altText(chart)});
}

export function chartSlides(job: Job, section: string, title: string, chart: ChartBlock): SlidePlan[] {
  const form = job.forms.get(chart)!;
  const picture = 'picture' in form ? job.pictures[form.picture] : undefined;
  if ('picture' in form && (picture === undefined || picture.length === 0)) return tableSlides(job, section, title, tableOfChart(chart), OF_FIGURES);
  const draw = (slide: Slide): void => {
    if (chart.summary) line(slide, chart.summary, BODY_TOP, 14);
    if ('native' in form) drawNative(job, slide, chart, form.native);
    else if (picture) drawPicture(slide, chart, picture);
    else line(slide, job.say('no_rows'), area(chart).y, SIZE.body);
  };
  return [{section, title, notes: chartEvidence(job, chart), draw, ...('native' in form ? {chart: form.native} : {})}];
}
