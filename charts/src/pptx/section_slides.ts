// One idea to a slide: each block has its own, paragraphs that follow each other share one.

import {definitionTable} from '../office/definition_table';
import type {Job} from '../office/job';
import type {Block, Definition, Paragraph, Section} from '../office/report';
import {chartSlides} from './chart_slides';
import {kpiSlides} from './kpi_slides';
import type {SlidePlan} from './slide_plan';
import {OF_TEXTS, extentOf} from './table_pages';
import {tableSlides} from './table_slides';
import {textSlides} from './text_slides';

interface Place {
  job: Job;
  section: string;
  /** The heading above, else the section's title. */
  heading: string;
}

/** Names and formulas; the rest of each definition, several lines long, is in the notes of the first slide. */
function definitionSlides({job, section, heading}: Place, items: Definition[]): SlidePlan[] {
  const plans = tableSlides(job, section, heading, definitionTable(job, items, ['definition', 'formula']), OF_TEXTS);
  const details = items.filter((one) => one.details !== '').map((one) => `${one.name}: ${one.details}`);
  return plans.map((plan, place) => (place === 0 ? {...plan, notes: details} : plan));
}

function blockSlides({job, section, heading}: Place, block: Exclude<Block, {type: 'heading' | 'paragraph'}>): SlidePlan[] {
  switch (block.type) {
    case 'kpi_row': return kpiSlides(job, section, heading, block);
    case 'chart': return chartSlides(job, section, block.title || heading, block);
    case 'table': return tableSlides(job, section, block.title || heading, block, extentOf(block));
    case 'definition_list': return definitionSlides({job, section, heading}, block.items);
  }
}

export function sectionSlides(job: Job, {title, blocks}: Section): SlidePlan[] {
  const place: Place = {job, section: title, heading: title};
  const plans: SlidePlan[] = [];
  let waiting: Paragraph[] = [];
  const flush = (): void => {
    if (waiting.length > 0) plans.push(...textSlides(job, title, place.heading, waiting));
    waiting = [];
  };
  for (const block of blocks) {
    if (block.type === 'paragraph') {
      waiting.push(block);
      continue;
    }
    flush();
    if (block.type === 'heading') place.heading = block.text;
    else plans.push(...blockSlides(place, block));
  }
  flush();
  return plans;
}
