// A report as slides. The main path: what stands on which slide, then the slides, then the file.

import PptxGenJS from 'pptxgenjs';

import {canShowAlone} from '../office/chart_axes';
import {fixTime} from '../office/fixed_time';
import {framed} from '../office/framed';
import type ZipArchive from '../office/zip_archive';
import {beginJob, chartsToDraw, noticesOf, shortened, type Job} from '../office/job';
import {PICTURE} from './chart_slides';
import {contentsSlide, titleSlide} from './front_slides';
import {finished} from './package';
import {sectionSlides} from './section_slides';
import type {SlidePlan} from './slide_plan';
import {ACCENT, INK, LEFT, PAGE, RULE, SIZE, SOFT, WIDTH} from './style';

function plansOf(job: Job): SlidePlan[] {
  const groups = job.report.sections.map((section) => ({title: section.title, plans: sectionSlides(job, section)}))
    .filter(({plans}) => plans.length > 0);
  const front = groups.length > 1 ? 2 : 1;
  let next = front + 1;
  const starts = groups.map(({title, plans}) => {
    const slide = next;
    next += plans.length;
    return {title, slide};
  });
  const contents = front === 2 ? [contentsSlide(job, starts)] : [];
  return [titleSlide(job), ...contents, ...groups.flatMap(({plans}) => plans)];
}

const TITLE = {x: LEFT, w: WIDTH, margin: 0, fontFace: undefined, bold: true, color: INK};

function defineMasters(pptx: PptxGenJS, job: Job): void {
  const foot = {y: PAGE.height - 0.42, h: 0.3, fontSize: SIZE.footer, color: SOFT, margin: 0};
  const {title, subtitle} = job.report;
  pptx.defineSlideMaster({
    title: 'KEBAO_TITLE', background: {color: 'FFFFFF'},
    objects: [{placeholder: {options: {...TITLE, name: 'title', type: 'title', y: 1.7, h: 1.3, fontSize: SIZE.cover, valign: 'bottom', align: 'left'}, text: ''}}],
  } as unknown as PptxGenJS.SlideMasterProps);
  pptx.defineSlideMaster({
    title: 'KEBAO', background: {color: 'FFFFFF'},
    objects: [
      {line: {x: LEFT, y: PAGE.height - 0.5, w: WIDTH, h: 0, line: {color: RULE, width: 0.5}}},
      {text: {text: shortened(job, `${title}  ${subtitle}`, 120), options: {...foot, x: LEFT, w: WIDTH - 1}}},
      {placeholder: {options: {...TITLE, name: 'title', type: 'title', y: 0.55, h: 0.7, fontSize: SIZE.title, valign: 'middle', align: 'left'}, text: ''}},
    ],
    slideNumber: {...foot, x: PAGE.width - LEFT - 0.8, w: 0.8, align: 'right'},
  } as unknown as PptxGenJS.SlideMasterProps);
}

/** Titles of sections may be alike; names of parts of a file may not. */
function sectionNames(plans: SlidePlan[]): Map<string, string> {
  return new Map([...new Set(plans.map((plan) => plan.section))].map((name, i) => [name, name === '' ? '1' : `${i + 1} ${name.slice(0, 80)}`]));
}

function emit(pptx: PptxGenJS, plans: SlidePlan[], job: Job): void {
  const names = sectionNames(plans);
  for (const title of names.values()) pptx.addSection({title});
  plans.forEach((plan, i) => {
    const slide = pptx.addSlide({masterName: i === 0 ? 'KEBAO_TITLE' : 'KEBAO', sectionTitle: names.get(plan.section)!});
    slide.addText(shortened(job, plan.title, 150), {placeholder: 'title', fit: 'shrink'});
    if (plan.section && plan.section !== plan.title) {
      slide.addText(shortened(job, plan.section, 80), {x: LEFT, y: 0.3, w: WIDTH, h: 0.25, fontSize: SIZE.kicker, color: ACCENT, margin: 0, valign: 'middle'});
    }
    plan.draw(slide);
    slide.addNotes(plan.notes.join('\n'));
  });
}

function setProperties(pptx: PptxGenJS, job: Job): void {
  pptx.layout = 'LAYOUT_WIDE';
  pptx.title = shortened(job, job.report.title, 200);
  pptx.subject = shortened(job, job.report.subtitle, 200);
  pptx.author = 'Kebao';
  pptx.company = '';
}

/** → `{"charts", "width", "height"}`: the places of charts that are to be drawn. */
export function plan(reportJson: string, optionsJson: string): string {
  return JSON.stringify({charts: chartsToDraw(beginJob(reportJson, optionsJson, [], canShowAlone)), ...PICTURE});
}

/** → notices and the file (office/framed.ts). `pictures`: PNG of the charts of `plan`; an empty one could not be drawn. */
export async function write(reportJson: string, optionsJson: string, ...pictures: Uint8Array[]): Promise<Uint8Array> {
  const job = beginJob(reportJson, optionsJson, pictures, canShowAlone);
  fixTime(job.report.report_time);
  const pptx = new PptxGenJS();
  setProperties(pptx, job);
  defineMasters(pptx, job);
  const plans = plansOf(job);
  emit(pptx, plans, job);
  const archive = await pptx.write({outputType: 'uint8array'}) as unknown as ZipArchive;  // see zip_archive.ts
  const file = finished(archive, {
    language: job.isChinese ? 'zh-CN' : 'en-US', latinFont: job.say('latin_font'), eastAsianFont: job.say('east_asian_font'),
    charts: plans.flatMap((one) => (one.chart ? [one.chart] : [])),
  });
  return framed(noticesOf(job), file);
}
