// Key figures as tiles, eight to a slide.

import {fitText} from '../text/fit';
import {changeText} from '../office/change_text';
import {kpiEvidence} from '../office/evidence';
import type {Job} from '../office/job';
import type {Kpi, KpiRow} from '../office/report';
import {plainNumber} from '../text/language';
import type {Slide, SlidePlan} from './slide_plan';
import {ACCENT, BODY_TOP, INK, LEFT, linkTo, POINTS, SOFT, TILE, toneColour, WIDTH} from './style';

const ACROSS = 4;
const TILES = 8;
const GAP = 0.2;
const HEIGHT = 2.3;
const TILE_WIDTH = (WIDTH - GAP * (ACROSS - 1)) / ACROSS;
const TEXT_WIDTH = (TILE_WIDTH - 0.35) * POINTS;

/** A value is never cut: a long one is set smaller. */
function valueSize(text: string): number {
  return [30, 24, 20, 16].find((size) => fitText(text, TEXT_WIDTH * 0.95, size) === text) ?? 12;
}

function runsOf(job: Job, kpi: Kpi): {text: string; options: object}[] {
  const line = (text: string, options: object): {text: string; options: object} => ({text, options: {...options, breakLine: true}});
  const open = kpi.value.is_complete === false ? '*' : '';
  const tone = toneColour(kpi.change?.tone);
  return [
    line(fitText(kpi.label, TEXT_WIDTH * 1.8, 13), {fontSize: 13, color: SOFT}),
    line(kpi.value.text + open, {fontSize: valueSize(kpi.value.text), bold: true, color: toneColour(kpi.value.tone), ...linkTo(kpi.value.provenance?.link)}),
    ...(kpi.change ? [
      line(fitText(kpi.change_label ?? '', TEXT_WIDTH, 10), {fontSize: 10, color: SOFT}),
      line(changeText(job, kpi), {fontSize: 13, bold: kpi.change.tone === 'bad', color: tone, ...linkTo(kpi.change.provenance?.link)}),
    ] : []),
    ...(kpi.value.n === undefined ? [] : [line(job.say('sample_size', {n: plainNumber(kpi.value.n)}), {fontSize: 9, color: SOFT})]),
  ];
}

function drawTile(job: Job, slide: Slide, kpi: Kpi, place: number): void {
  const x = LEFT + (place % ACROSS) * (TILE_WIDTH + GAP);
  const y = BODY_TOP + Math.floor(place / ACROSS) * (HEIGHT + GAP);
  const bar = kpi.change?.tone === 'good' || kpi.change?.tone === 'bad' ? toneColour(kpi.change.tone) : ACCENT;
  slide.addText(runsOf(job, kpi), {
    shape: 'rect', x, y, w: TILE_WIDTH, h: HEIGHT, fill: {color: TILE}, color: INK, valign: 'middle', margin: [16, 6, 6, 6],
    objectName: kpi.label.slice(0, 60),
  });
  slide.addShape('rect', {x, y, w: 0.06, h: HEIGHT, fill: {color: bar}, objectName: 'bar'});
}

export function kpiSlides(job: Job, section: string, title: string, row: KpiRow): SlidePlan[] {
  const plans: SlidePlan[] = [];
  for (let first = 0; first < row.items.length; first += TILES) {
    const items = row.items.slice(first, first + TILES);
    plans.push({
      section, title: first === 0 ? title : job.say('continued', {title}), notes: kpiEvidence(job, {...row, items}),
      draw: (slide) => items.forEach((kpi, place) => drawTile(job, slide, kpi, place)),
    });
  }
  return plans;
}
