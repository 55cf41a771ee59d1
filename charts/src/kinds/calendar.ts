// A value per day: weeks across, weekdays down, one block per year. Categories are dates (YYYY-MM-DD).

import {drawnOption, type Piece} from '../drawn/pieces';
import {rangeOf, scaleLegend, SCALE_HEIGHT, shareOf} from '../drawn/scale_legend';
import {lettering, line, rect, type Shape} from '../drawn/shapes';
import {inkOn, scaleOf, shade, type Theme} from '../look/theme';
import {SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {seriesLine, tip} from '../plot/tooltip';
import type {PlainChart} from '../spec/spec';
import {monthName, weekdayLetter} from '../text/language';
import {textWidth} from '../text/measure';

const DAY = 86_400_000;
const LEFT = 26;
const HEAD = 18;
const LARGEST_CELL = 34;

interface Day {
  /** Days since 1970-01-01, a Thursday. */
  number: number;
  year: number;
  month: number;
  day: number;
  index: number;
}

function dayOf(date: string, index: number): Day {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return {number: Math.round(Date.UTC(year, month - 1, day) / DAY), year, month, day, index};
}

/** Monday is 0. */
const weekday = (number: number): number => (((number + 3) % 7) + 7) % 7;
const monday = (number: number): number => number - weekday(number);

interface Year {
  year: number;
  days: Day[];
  first: number;
  weeks: number;
}

/** Days that lie within a year's length make one block, even over the turn of a year. */
function blocksOf(spec: PlainChart): Year[] {
  const days = spec.categories.map(dayOf).sort((a, b) => a.number - b.number);
  const isShort = days.length > 0 && days[days.length - 1]!.number - days[0]!.number < 371;
  const blocks = new Map<number, Day[]>();
  for (const day of days) {
    const key = isShort ? 0 : day.year;
    blocks.set(key, [...(blocks.get(key) ?? []), day]);
  }
  return [...blocks.values()].map((members) => {
    const first = monday(members[0]!.number);
    const weeks = (monday(members[members.length - 1]!.number) - first) / 7 + 1;
    return {year: members[0]!.year, days: members, first, weeks};
  });
}

const cellSize = (blocks: readonly Year[], width: number): number =>
  Math.max(3, Math.min(LARGEST_CELL, (width - LEFT - 4) / Math.max(1, ...blocks.map((block) => block.weeks))));

function blockHeight(cell: number): number {
  return HEAD + 7 * cell + 10;
}

/** Stepped line before the first of a month. */
function monthEdge(day: Day, x: number, y: number, cell: number, color: string): Shape[] {
  const row = weekday(day.number);
  const paint = {stroke: color, lineWidth: 1};
  return [
    line(x, y + row * cell, x, y + 7 * cell, paint),
    ...(row > 0 ? [line(x, y + row * cell, x + cell, y + row * cell, paint), line(x + cell, y, x + cell, y + row * cell, paint)] : []),
  ];
}

function blockPieces(context: Context<PlainChart>, block: Year, top: number, cell: number): Piece[] {
  const {spec, theme, palette} = context;
  const series = spec.series[0]!;
  const range = rangeOf(series)!;
  const colors = scaleOf(palette, spec.up_is_good);
  const soft = {color: palette.inkSoft, size: SMALL_FONT};
  const showsTexts = cell >= 26 && series.texts.every((text) => textWidth(text.slice(0, 20), 10) < cell - 4);
  const labels: Shape[] = [0, 2, 4, 6].map((row) =>
    lettering(theme, weekdayLetter(row, theme.language), LEFT - 8, top + HEAD + (row + 0.5) * cell, {...soft, align: 'right'}));
  const edges: Shape[] = [];
  let lastLabel = -Infinity;
  const cells = block.days.map((day): Piece => {
    const x = LEFT + ((monday(day.number) - block.first) / 7) * cell;
    const y = top + HEAD + weekday(day.number) * cell;
    const isFirst = day === block.days[0];
    if (day.day === 1 || isFirst) {
      const yearFirst = isFirst || day.month === 1;
      const name = yearFirst ? `${day.year} ${monthName(day.month, theme.language)}` : monthName(day.month, theme.language);
      const labelX = day.day === 1 && weekday(day.number) > 0 && !isFirst ? x + cell : x;
      if (labelX >= lastLabel) {
        labels.push(lettering(theme, name, labelX, top + 8, soft));
        lastLabel = labelX + textWidth(name, SMALL_FONT) + 8;
      }
      if (!isFirst) edges.push(...monthEdge(day, x, top + HEAD, cell, palette.inkSoft));
    }
    const value = series.values[day.index] ?? null;
    const fill = value === null ? palette.paper : shade(colors, shareOf(range, value));
    const isOpen = series.incomplete[day.index] === true;
    const box = {x: x + 1, y: y + 1, width: cell - 2, height: cell - 2};
    return {
      tip: tip(spec.categories[day.index] ?? '', [seriesLine(series, day.index, fill)]),
      shapes: [
        rect(box, {fill, stroke: isOpen ? palette.inkSoft : palette.ruleSoft, lineWidth: isOpen ? 1 : 0.75, ...(isOpen ? {lineDash: [2, 2]} : {})}, 2),
        ...(showsTexts && value !== null ? [lettering(theme, series.texts[day.index] ?? '', x + cell / 2, y + cell / 2,
          {color: inkOn(fill), size: 10, align: 'center'})] : []),
      ],
    };
  });
  return [...cells, {shapes: [...labels, ...edges]}];
}

function piecesOf(context: Context<PlainChart>): Piece[] {
  const {spec, theme} = context;
  const blocks = blocksOf(spec);
  const cell = cellSize(blocks, theme.width);
  const pieces = blocks.flatMap((block, i) => blockPieces(context, block, i * blockHeight(cell), cell));
  const range = rangeOf(spec.series[0]);
  const right = Math.min(theme.width - 2, Math.max(240, LEFT + cell * Math.max(...blocks.map((block) => block.weeks))));
  return range ? [...pieces, scaleLegend(context, range, right, blocks.length * blockHeight(cell) + 8)] : pieces;
}

export const calendar: Drawing<PlainChart> = {
  isRigid: true,
  height: (spec, theme: Theme) => {
    const blocks = blocksOf(spec);
    return blocks.length * blockHeight(cellSize(blocks, theme.width)) + SCALE_HEIGHT;
  },
  option: (context) => drawnOption(context, piecesOf(context)),
};
