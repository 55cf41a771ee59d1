// Tables: the header again on every page, no row torn apart, wide ones on paper laid across or in parts.

import {AlignmentType, BorderStyle, Paragraph, ShadingType, Table as DocxTable, TableCell, TableLayoutType, TableRow, VerticalAlign, WidthType} from 'docx';

import {shortened, type Job} from '../office/job';
import {isFigure, textOf, type Cell, type Table} from '../office/report';
import {groundOf, toneOf} from '../office/shading';
import {groupColumns, type CellMetrics, type ColumnGroup} from '../office/table_columns';
import type {Flow} from './flow';
import {ACCENT, CELL_SIZES, HEAD, LANDSCAPE_WIDTH, PORTRAIT_WIDTH, RULE, STRIPE, STYLE, toneColour, twips} from './style';
import {heading, linked, note} from './texts';

const LONGEST = 2000;  // letters of a cell
const metricsOf = (size: number): CellMetrics => ({size, padding: 8, widest: 230});
interface Part {
  group: ColumnGroup;
  size: number;
}
type Kind = 'head' | 'body' | 'total';

const none = {style: BorderStyle.NONE, size: 0, color: 'auto'};
const rule = {style: BorderStyle.SINGLE, size: 4, color: RULE};
/** Of the whole table: a large one has 15,000 cells, and four lines of each would take a fifth of the memory. */
const BORDERS = {top: none, left: none, right: none, bottom: rule, insideHorizontal: rule, insideVertical: none};
const UNDER_HEAD = {borders: {bottom: {style: BorderStyle.SINGLE, size: 8, color: ACCENT}}};

function paragraphIn(job: Job, cell: Cell, kind: Kind, isNumber: boolean, size: number): Paragraph {
  const open = isFigure(cell) && cell.is_complete === false ? '*' : '';
  const tone = toneOf(cell);
  return new Paragraph({
    style: STYLE.cell, ...(isNumber ? {alignment: AlignmentType.RIGHT} : {}),
    children: [linked({
      text: shortened(job, textOf(cell), LONGEST) + open, size: size * 2,
      ...(kind !== 'body' || tone === 'bad' ? {bold: true} : {}), ...(tone && tone !== 'neutral' ? {color: toneColour(tone)} : {}),
    }, isFigure(cell) ? cell.provenance?.link : undefined)],
  });
}

const shaded = (fill: string | undefined): object => (fill === undefined ? {} : {shading: {type: ShadingType.CLEAR, fill, color: 'auto'}});

function nativeRow(job: Job, cells: Cell[], kind: Kind, place: number, table: Table, {group, size}: Part): TableRow {
  const plain = kind !== 'body' ? HEAD : place % 2 === 1 ? STRIPE : undefined;
  return new TableRow({
    tableHeader: kind === 'head', cantSplit: true,
    children: group.columns.map((column, i) => new TableCell({
      width: {size: twips(group.widths[i]!), type: WidthType.DXA}, verticalAlign: VerticalAlign.CENTER,
      ...shaded(groundOf(cells[column] ?? '') ?? plain), ...(kind === 'head' ? UNDER_HEAD : {}),
      children: [paragraphIn(job, cells[column] ?? '', kind, table.columns[column]!.format !== null, size)],
    })),
  });
}

function partOf(job: Job, table: Table, part: Part): DocxTable {
  const {group} = part;
  const row = (cells: Cell[], kind: Kind, place = 0): TableRow => nativeRow(job, cells, kind, place, table, part);
  return new DocxTable({
    borders: BORDERS, layout: TableLayoutType.FIXED, columnWidths: group.widths.map(twips), width: {size: twips(group.widths.reduce((a, b) => a + b, 0)), type: WidthType.DXA},
    margins: {top: 50, bottom: 50, left: 80, right: 80, marginUnitType: WidthType.DXA},
    rows: [row(table.columns.map((column) => column.title), 'head'), ...table.rows.map((cells, place) => row(cells, 'body', place)),
      ...(table.total ? [row(table.total, 'total')] : [])],
  });
}

function notesUnder(job: Job, table: Table): Paragraph[] {
  const isOpen = table.rows.some((row) => row.some((cell) => isFigure(cell) && cell.is_complete === false));
  return [...(table.rows.length === 0 ? [job.say('no_rows')] : []), ...(table.note ? [table.note] : []), ...(isOpen ? [job.say('incomplete_note')] : [])]
    .map((text) => note(shortened(job, text, LONGEST)));
}

/** In as few parts as can be; across, and in smaller type, only where that spares parts. */
function placed(table: Table): {groups: ColumnGroup[]; isLandscape: boolean; size: number} {
  const tries = [false, true].flatMap((isLandscape) => CELL_SIZES.map((size) => ({
    isLandscape, size, groups: groupColumns(table, metricsOf(size), isLandscape ? LANDSCAPE_WIDTH : PORTRAIT_WIDTH),
  })));
  const fewest = Math.min(...tries.map((one) => one.groups.length));
  return tries.find((one) => one.groups.length === fewest)!;
}

export function putTable(flow: Flow, job: Job, table: Table): void {
  const {groups, isLandscape, size} = placed(table);
  groups.forEach((group, part) => {
    const title = groups.length === 1 ? table.title : job.say('part', {title: table.title, part: part + 1, parts: groups.length});
    const isLast = part === groups.length - 1;
    flow.put([...(table.title ? [heading(job, title, 2)] : []), partOf(job, table, {group, size}), ...(isLast ? notesUnder(job, table) : []), new Paragraph({style: STYLE.cell})], isLandscape);
  });
}
