// Tables that can be edited: parts side by side where they are wide, further slides where they are long, the header on each.

import {tableEvidence} from '../office/evidence';
import type {Job} from '../office/job';
import {isFigure, textOf, type Cell, type Table} from '../office/report';
import {groundOf, toneOf} from '../office/shading';
import {groupColumns, linesOf, type CellMetrics, type ColumnGroup} from '../office/table_columns';
import type {SlidePlan} from './slide_plan';
import {cutRow, pagesOf, shownRows, type Extent, type Layout, type Row} from './table_pages';
import {
  ACCENT, BODY_HEIGHT, BODY_TOP, HEAD, INK, LEFT, linkTo, POINTS, RULE, SIZE, SOFT, STRIPE, toneColour, WHITE, WIDTH,
} from './style';

const PAD = {side: 5, above: 2.5};
const LINE = 1.45;  // Chinese fonts need that much
const NOTE_ROOM = 26;

const metricsOf = (size: number): CellMetrics => ({size, padding: 2 * PAD.side, widest: 320});
const heightOf = (row: Row, group: ColumnGroup, metrics: CellMetrics): number =>
  linesOf(row.cells, group, metrics) * metrics.size * LINE + 2 * PAD.above;

function cellOptions(cell: Cell, row: Row, isNumber: boolean): object {
  const border = {type: 'none'};
  const below = {type: 'solid', pt: row.kind === 'head' ? 1.25 : 0.5, color: row.kind === 'head' ? ACCENT : RULE};
  const plain = row.kind === 'head' || row.kind === 'total' ? HEAD : row.place % 2 === 1 ? STRIPE : WHITE;
  const tone = toneOf(cell);
  return {
    align: isNumber ? 'right' : 'left', bold: row.kind !== 'body' || tone === 'bad', fill: {color: groundOf(cell) ?? plain},
    ...(isFigure(cell) ? linkTo(cell.provenance?.link) : {}), color: isFigure(cell) ? toneColour(tone) : INK, border: [border, border, below, border],
  };
}

function cellText(cell: Cell): string {
  return isFigure(cell) && cell.is_complete === false ? `${cell.text}*` : textOf(cell);
}

function nativeRow(row: Row, table: Table, group: ColumnGroup): {text: string; options: object}[] {
  return group.columns.map((place) => {
    const cell = row.cells[place] ?? '';
    return {text: cellText(cell), options: cellOptions(cell, row, table.columns[place]!.format !== null)};
  });
}

/** The largest type at which the table needs fewest parts. */
function layoutOf(table: Table, room: number): Layout {
  const width = WIDTH * POINTS;
  const tries = [SIZE.table, 10, SIZE.leastTable].map((size) => ({metrics: metricsOf(size), groups: groupColumns(table, metricsOf(size), width)}));
  const fewest = Math.min(...tries.map((one) => one.groups.length));
  const {metrics, groups} = tries.find((one) => one.groups.length === fewest)!;
  return {metrics, groups, room, heightOf: (row, group) => heightOf(row, group, metrics)};
}

function titleOf(job: Job, title: string, part: number, parts: number, page: number): string {
  const named = parts === 1 ? title : job.say('part', {title, part: part + 1, parts});
  return page === 0 ? named : job.say('continued', {title: named});
}

function notesUnder(job: Job, table: Table, left: number): string {
  const isOpen = table.rows.some((row) => row.some((cell) => isFigure(cell) && cell.is_complete === false));
  const lines = [...(left > 0 ? [job.say('more_rows', {count: left})] : []), ...(table.rows.length === 0 ? [job.say('no_rows')] : []),
    ...(table.note ? [table.note] : []), ...(isOpen ? [job.say('incomplete_note')] : [])];
  return lines.join('  ');
}

export function tableSlides(job: Job, section: string, title: string, table: Table, extent: Extent): SlidePlan[] {
  const layout = layoutOf(table, BODY_HEIGHT * POINTS - NOTE_ROOM);
  const {metrics, groups} = layout;
  const head = cutRow(job, {cells: table.columns.map((column) => column.title), kind: 'head', place: 0}, layout, extent);
  layout.room -= Math.max(...groups.map((group) => layout.heightOf(head, group)));
  const {rows, left} = shownRows(job, table, layout, extent);
  if (left > 0) job.shortenedTables += 1;
  const note = notesUnder(job, table, left);
  const notes = tableEvidence(job, table);
  return groups.flatMap((group, part) => pagesOf(rows, rows.map((row) => layout.heightOf(row, group)), layout.room).map((page, i): SlidePlan => {
    const shown = [head, ...page];
    const heights = shown.map((row) => layout.heightOf(row, group) / POINTS);
    return {
      section, title: titleOf(job, title, part, groups.length, i), notes,
      draw(slide) {
        slide.addTable(shown.map((row) => nativeRow(row, table, group)), {
          x: LEFT, y: BODY_TOP, w: WIDTH, colW: group.widths.map((width) => width / POINTS), rowH: heights, fontSize: metrics.size,
          valign: 'middle', margin: [PAD.above, PAD.side, PAD.above, PAD.side], objectName: table.title.slice(0, 60) || table.id,
        });
        if (!note) return;
        const below = BODY_TOP + heights.reduce((sum, height) => sum + height, 0) + 0.08;
        slide.addText(note, {x: LEFT, y: Math.min(below, BODY_TOP + BODY_HEIGHT - 0.3), w: WIDTH, h: 0.35, fontSize: SIZE.small, color: SOFT, margin: 0, valign: 'top'});
      },
    };
  }));
}
