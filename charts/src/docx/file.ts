// A report as a text document. The main path: the parts, the sections of paper, the file.

import {AlignmentType, Document, Footer, Header, PageNumber, PageOrientation, Paragraph, TextRun, type ISectionOptions} from 'docx';

import {canShowAlone} from '../office/chart_axes';
import {definitionTable} from '../office/definition_table';
import {fixTime} from '../office/fixed_time';
import {framed} from '../office/framed';
import {beginJob, chartsToDraw, noticesOf, shortened, type Job} from '../office/job';
import type {Block} from '../office/report';
import {PICTURE, putChart} from './charts';
import {Flow, type Stretch} from './flow';
import {contents, cover} from './front';
import {tiles} from './kpis';
import {packed} from './package';
import {PAPER, SOFT, STYLE, stylesOf, twips} from './style';
import {putTable} from './tables';
import {heading, note, prose} from './texts';

function putBlock(flow: Flow, job: Job, block: Block): void {
  switch (block.type) {
    case 'heading': return flow.putHeading(heading(job, block.text, block.level));
    case 'paragraph': return flow.put([prose(job, block)]);
    case 'kpi_row': return flow.put(tiles(job, block));
    case 'chart': return putChart(flow, job, block);
    case 'table': return putTable(flow, job, block);
    case 'definition_list': return putTable(flow, job, definitionTable(job, block.items));
  }
}

function flowOf(job: Job): Flow {
  const flow = new Flow();
  const {sections} = job.report;
  flow.put(cover(job));
  if (sections.length > 1) flow.put(contents(job));
  sections.forEach((section, i) => {
    flow.putHeading(heading(job, section.title, 1, i === 0));
    for (const block of section.blocks) putBlock(flow, job, block);
  });
  if (sections.length === 0) flow.put([note(job.say('no_rows'))]);
  return flow;
}

/** "Page {page} of {pages}", the numbers as fields. */
function pageRuns(job: Job): TextRun[] {
  const fields: Record<string, string> = {'{page}': PageNumber.CURRENT, '{pages}': PageNumber.TOTAL_PAGES};
  return job.say('page').split(/(\{pages?\})/).filter((piece) => piece !== '')
    .map((piece) => new TextRun({children: [fields[piece] ?? piece], size: 16, color: SOFT}));
}

function sectionOf(job: Job, {isLandscape, children}: Stretch): ISectionOptions {
  const name = shortened(job, `${job.report.title}  ${job.report.subtitle}`, 150);
  return {
    properties: {page: {
      size: {width: twips(PAPER.width), height: twips(PAPER.height), orientation: isLandscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT},
      margin: {top: twips(PAPER.top), bottom: twips(PAPER.bottom), left: twips(PAPER.side), right: twips(PAPER.side), header: 560, footer: 560},
    }},
    headers: {default: new Header({children: [new Paragraph({style: STYLE.cell, children: [new TextRun({text: name, size: 16, color: SOFT})]})]})},
    footers: {default: new Footer({children: [new Paragraph({style: STYLE.cell, alignment: AlignmentType.RIGHT, children: pageRuns(job)})]})},
    children,
  };
}

function documentOf(job: Job): Document {
  const {title, subtitle} = job.report;
  return new Document({
    creator: 'Kebao', lastModifiedBy: 'Kebao', title: shortened(job, title, 200), subject: shortened(job, subtitle, 200), styles: stylesOf(job),
    sections: flowOf(job).stretches().map((stretch) => sectionOf(job, stretch)),
  });
}

/** → `{"charts", "width", "height"}`: the places of charts that are to be drawn. */
export function plan(reportJson: string, optionsJson: string): string {
  return JSON.stringify({charts: chartsToDraw(beginJob(reportJson, optionsJson, [], canShowAlone)), ...PICTURE});
}

/** → notices and the file (office/framed.ts). `pictures`: PNG of the charts of `plan`; an empty one could not be drawn. */
export function write(reportJson: string, optionsJson: string, ...pictures: Uint8Array[]): Uint8Array {
  const job = beginJob(reportJson, optionsJson, pictures, canShowAlone);
  fixTime(job.report.report_time);
  const file = packed(documentOf(job));
  return framed(noticesOf(job), file);
}
