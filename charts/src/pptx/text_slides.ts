// Paragraphs as points, the weightier ones in the colour of their tone.

import {shortened, type Job} from '../office/job';
import {runsOf} from '../office/linked';
import type {Paragraph} from '../office/report';
import {textWidth} from '../text/measure';
import type {SlidePlan} from './slide_plan';
import {BODY_HEIGHT, BODY_TOP, LEFT, POINTS, linkTo, SIZE, toneColour, WIDTH} from './style';

const LONGEST = 1500;
const LINE = 1.6;
const AFTER = 8;
const INDENT = 20;

function heightOf(text: string): number {
  const lines = Math.ceil((textWidth(text, SIZE.body) * 1.08) / (WIDTH * POINTS - INDENT));
  return Math.max(1, lines) * SIZE.body * LINE + AFTER;
}

/** As many paragraphs to a slide as it holds; one that is larger has a slide to itself. */
function pagesOf(paragraphs: Paragraph[]): Paragraph[][] {
  const pages: Paragraph[][] = [];
  let used = Infinity;
  for (const paragraph of paragraphs) {
    const height = heightOf(paragraph.text);
    if (used + height > BODY_HEIGHT * POINTS) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)!.push(paragraph);
    used += height;
  }
  return pages;
}

function pointOf(one: Paragraph): {text: string; options: object}[] {
  const runs = runsOf(one);
  return runs.map(({text, link}, i) => ({
    text,
    options: {
      ...(i === 0 ? {bullet: {indent: INDENT}} : {}), color: toneColour(one.tone), bold: one.tone === 'bad', paraSpaceAfter: AFTER,
      breakLine: i === runs.length - 1, ...linkTo(link),
    },
  }));
}

export function textSlides(job: Job, section: string, title: string, paragraphs: Paragraph[]): SlidePlan[] {
  const cut = paragraphs.map((one) => ({...one, text: shortened(job, one.text, LONGEST)}));
  return pagesOf(cut).map((page, i) => ({
    section, title: i === 0 ? title : job.say('continued', {title}), notes: [],
    draw(slide) {
      slide.addText(page.flatMap(pointOf), {x: LEFT, y: BODY_TOP, w: WIDTH, h: BODY_HEIGHT, fontSize: SIZE.body, valign: 'top', margin: 0, lineSpacingMultiple: 1.1});
    },
  }));
}
