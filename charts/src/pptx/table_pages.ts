// Which rows of a table stand on which slide: what is too long for a reader of slides ends early, and says so.

import {fitted, shortened, type Job} from '../office/job';
import {isFigure, type Cell, type Table} from '../office/report';
import type {CellMetrics, ColumnGroup} from '../office/table_columns';

export interface Row {
  cells: Cell[];
  kind: 'head' | 'body' | 'total';
  place: number;
}

/** How much of a table is shown. */
export interface Extent {
  slides: number;
  /** Of a cell; a text that needs more is cut. */
  lines: number;
}
/** A page of figures is read row by row; of more than two, nobody reads the rest on a screen. */
export const OF_FIGURES: Extent = {slides: 2, lines: 3};
/** Sentences (definitions, measures) stand nowhere else in a deck, and say nothing when cut. */
export const OF_TEXTS: Extent = {slides: Infinity, lines: 30};

export const extentOf = (table: Table): Extent =>
  table.rows.length > 0 && !table.rows.flat().some(isFigure) ? OF_TEXTS : OF_FIGURES;

export interface Layout {
  metrics: CellMetrics;
  groups: ColumnGroup[];
  /** Of the rows below the head, in points. */
  room: number;
  heightOf(row: Row, group: ColumnGroup): number;
}

const LONGEST = 400;  // letters of a cell
const MOST_ROWS = 60;  // no slide holds more of the smallest type

/** A text cut to the lines that its column gives it; a last line is seldom full. */
function cutCell(job: Job, cell: Cell, width: number, {size, padding}: CellMetrics, lines: number): Cell {
  if (isFigure(cell)) return cell;
  return fitted(job, shortened(job, cell, LONGEST), Math.max(width - padding, size) * (lines - 0.3), size);
}

/** Columns stand in several groups only if they are the first one, whose width is the same in all. */
export function cutRow(job: Job, row: Row, {metrics, groups}: Layout, {lines}: Extent): Row {
  const cells = [...row.cells];
  for (const group of [...groups].reverse()) {
    group.columns.forEach((place, i) => {
      cells[place] = cutCell(job, row.cells[place] ?? '', group.widths[i]!, metrics, lines);
    });
  }
  return {...row, cells};
}

function filled(heights: number[], room: number): number[][] {
  const pages: number[][] = [[]];
  let used = 0;
  heights.forEach((height, place) => {
    if (used + height > room && pages.at(-1)!.length > 0) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)!.push(place);
    used += height;
  });
  return pages;
}

/** As few pages as will do, and as evenly filled as they can be: no single row on the last one. */
export function pagesOf(rows: Row[], heights: number[], room: number): Row[][] {
  const tight = filled(heights, room);
  const even = heights.reduce((sum, height) => sum + height, 0) / tight.length + Math.max(...heights, 0);
  const balanced = filled(heights, Math.min(room, even));
  return (balanced.length === tight.length ? balanced : tight).map((places) => places.map((place) => rows[place]!));
}

/** The first rows that the slides hold with the total below them; every part of a wide table has the same. */
function fitting(body: Row[], total: Row[], layout: Layout, slides: number): number {
  const pages = (count: number, group: ColumnGroup): number =>
    filled([...body.slice(0, count), ...total].map((row) => layout.heightOf(row, group)), layout.room).length;
  const isEnough = (count: number): boolean => layout.groups.every((group) => pages(count, group) <= slides);
  if (isEnough(body.length)) return body.length;
  let [least, most] = [1, body.length];  // as many as `least` are shown in any case
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (isEnough(middle)) least = middle;
    else most = middle;
  }
  return least;
}

export function shownRows(job: Job, table: Table, layout: Layout, extent: Extent): {rows: Row[]; left: number} {
  const total: Row[] = table.total ? [{cells: table.total, kind: 'total', place: table.rows.length}] : [];
  const slides = Math.max(1, Math.floor(extent.slides / layout.groups.length));
  const cut = (row: Row): Row => cutRow(job, row, layout, extent);
  const body = table.rows.map((cells, place): Row => ({cells, kind: 'body', place}));
  const perhaps = slides === Infinity ? body : body.slice(0, MOST_ROWS * slides);
  const before = job.shortened;
  const [measured, last] = [perhaps.map(cut), total.map(cut)];
  const count = fitting(measured, last, layout, slides);
  job.shortened = before;  // counted again for what is shown
  const shown = body.slice(0, count).map(cut);
  return {rows: [...shown, ...total.map(cut)], left: body.length - count};
}
