// One office file on its way: what it is made from, and what is noticed while it is made.

import {nativeChart, type NativeChart} from '../native/native_chart';
import type {Theme} from '../look/theme';
import {readChart} from '../spec/read';
import {SpecError} from '../spec/problem';
import {chartsOf, definitionsOf, readReport, type ChartBlock, type Definition, type Report} from './report';
import {barColumns} from './shading';
import {fitText} from '../text/fit';
import {textWidth} from '../text/measure';
import {wordsFrom, type Words} from './words';

/** How a chart comes into the file: as a chart that can be edited, as a picture, or not, because it has no values. */
export type ChartForm = {native: NativeChart} | {picture: number} | {empty: true};

export interface Job extends Words {
  report: Report;
  definitions: Map<string, Definition>;
  isChinese: boolean;
  forms: Map<ChartBlock, ChartForm>;
  /** PNG files in the order asked for; an empty one could not be drawn. */
  pictures: Uint8Array[];
  /** Texts that were cut to their room. */
  shortened: number;
  /** Tables whose last rows are left out. */
  shortenedTables: number;
}

interface Options {
  texts: Record<string, string>;
}

/** What the file format cannot take is given as a picture. */
export type CanShow = (native: NativeChart) => boolean;

function projected(block: ChartBlock, theme: Theme, canShow: CanShow): NativeChart | 'empty' | null {
  try {
    const projection = nativeChart(readChart(block), theme);
    if (projection.native) return canShow(projection.native) ? projection.native : null;
    return projection.reason === 'no_data' ? 'empty' : null;
  } catch (error) {
    if (error instanceof SpecError) return null;  // whoever draws the picture says what is wrong
    throw error;
  }
}

function formsOf(report: Report, canShow: CanShow): Map<ChartBlock, ChartForm> {
  const theme: Theme = {mode: 'light', language: report.language, width: 760};
  const forms = new Map<ChartBlock, ChartForm>();
  let pictures = 0;
  for (const block of chartsOf(report)) {
    const native = projected(block, theme, canShow);
    if (native === 'empty') forms.set(block, {empty: true});
    else forms.set(block, native === null ? {picture: pictures++} : {native});
  }
  return forms;
}

export function beginJob(reportJson: string, optionsJson: string, pictures: Uint8Array[], canShow: CanShow): Job {
  const report = readReport(reportJson);
  const {texts} = JSON.parse(optionsJson) as Options;
  return {
    ...wordsFrom(texts), report, pictures, shortened: 0, shortenedTables: 0, definitions: definitionsOf(report),
    isChinese: report.language.startsWith('zh'), forms: formsOf(report, canShow),
  };
}

/** The charts to be drawn, by their place among all charts of the report. */
export function chartsToDraw(job: Job): number[] {
  return [...job.forms.values()].flatMap((form, place) => ('picture' in form ? [place] : []));
}

/** Cuts a text that no page could hold. */
export function shortened(job: Job, text: string, most: number): string {
  if (text.length <= most) return text;
  job.shortened += 1;
  return [...text.slice(0, most - 1)].join('').replace(/[\ud800-\udbff]$/, '') + '…';
}

/** Cuts a text to a width on its way through the lines of its place. */
export function fitted(job: Job, text: string, width: number, size: number): string {
  if (textWidth(text, size) <= width) return text;
  job.shortened += 1;
  return fitText(text, width, size);
}

export function noticesOf(job: Job): string[] {
  const bars = barColumns(job.report);
  return [
    ...(job.shortened > 0 ? [job.say('warning_shortened', {count: job.shortened})] : []),
    ...(job.shortenedTables > 0 ? [job.say('warning_rows', {count: job.shortenedTables})] : []),
    ...(bars > 0 ? [job.say('warning_bars', {count: bars})] : []),
  ];
}
