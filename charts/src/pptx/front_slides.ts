// The title slide, and the contents with links.

import {shortened, type Job} from '../office/job';
import type {SlidePlan} from './slide_plan';
import {ACCENT, BODY_HEIGHT, BODY_TOP, INK, LEFT, PAGE, SIZE, SOFT, WHITE, WIDTH} from './style';

const MOST_PROPERTIES = 10;
const ROWS = 12;

export function titleSlide(job: Job): SlidePlan {
  const {title, subtitle, properties} = job.report;
  const lines = properties.slice(0, MOST_PROPERTIES).map(({name, value}) => ({
    text: `${name}  ${shortened(job, value, 200)}`, options: {breakLine: true, color: SOFT, fontSize: 12, paraSpaceAfter: 3},
  }));
  return {
    section: '', title, notes: properties.map(({name, value}) => `${name}: ${value}`),
    draw(slide) {
      slide.addShape('rect', {x: 0, y: 0, w: PAGE.width, h: 0.3, fill: {color: ACCENT}, objectName: 'band'});
      slide.addText(shortened(job, subtitle, 200), {x: LEFT, y: 3.1, w: WIDTH, h: 0.6, fontSize: 18, color: INK, margin: 0, valign: 'top'});
      if (lines.length > 0) slide.addText(lines, {x: LEFT, y: 4.0, w: WIDTH, h: 3.0, margin: 0, valign: 'top'});
    },
  };
}

/** `starts`: the slide on which each section begins. */
export function contentsSlide(job: Job, starts: {title: string; slide: number}[]): SlidePlan {
  const columns = starts.length > ROWS ? 2 : 1;
  const perColumn = Math.ceil(starts.length / columns);
  return {
    section: '', title: job.say('contents'), notes: [],
    draw(slide) {
      for (let column = 0; column < columns; ++column) {
        const rows = starts.slice(column * perColumn, (column + 1) * perColumn).map(({title, slide: number}) => [
          {text: shortened(job, title, 100), options: {color: INK, hyperlink: {slide: number}}}, {text: String(number), options: {align: 'right' as const, color: SOFT}},
        ]);
        const width = (WIDTH - 0.5 * (columns - 1)) / columns;
        slide.addTable(rows, {
          x: LEFT + column * (width + 0.5), y: BODY_TOP, w: width, colW: [width - 0.8, 0.8], rowH: Math.min(0.42, BODY_HEIGHT / perColumn),
          fontSize: SIZE.body, valign: 'middle', margin: [2, 4, 2, 4], fill: {color: WHITE}, border: {type: 'none'}, objectName: 'contents',
        });
      }
    },
  };
}
