// Which columns of a table stand side by side, how wide, and how high a row gets. In points.

import {textWidth} from '../text/measure';
import {textOf, type Cell, type Table} from './report';

export interface ColumnGroup {
  /** Places of the columns in the table; later groups begin with the first column again. */
  columns: number[];
  widths: number[];
}

export interface CellMetrics {
  size: number;
  /** Left and right of a cell's text together. */
  padding: number;
  widest: number;
}

const SAMPLE_ROWS = 400;
const SAFETY = 1.08;  // the reader's fonts are not the ones that were measured
const LEAST_TEXT = 60;

const widthOf = (text: string, size: number): number => textWidth(text.slice(0, 300), size) * SAFETY;

/** A title may take two lines. */
function titleWidth(title: string, size: number): number {
  const words = title.split(/\s+/).map((word) => widthOf(word, size));
  const whole = widthOf(title, size);
  return Math.max(whole * 0.55, Math.min(whole, Math.max(...words, 0)));
}

function naturalWidth(table: Table, place: number, {size, padding, widest}: CellMetrics): number {
  const rows = [...table.rows.slice(0, SAMPLE_ROWS), ...(table.total ? [table.total] : [])];
  const cells = rows.map((row) => widthOf(textOf(row[place] ?? ''), size));
  const column = table.columns[place]!;
  const wanted = Math.max(titleWidth(column.title, size), ...cells, 24);
  return (column.format === null ? Math.min(wanted, widest) : wanted) + padding;
}

/** Long texts give way first, since they can go on in a further line. */
function shrunk(widths: number[], isText: boolean[], room: number): number[] {
  const excess = widths.reduce((sum, width) => sum + width, 0) - room;
  const soft = widths.map((width, i) => (isText[i] ? Math.max(0, width - LEAST_TEXT) : 0));
  const softness = soft.reduce((sum, width) => sum + width, 0);
  if (excess <= 0 || softness <= 0) return widths;
  const share = Math.min(1, excess / softness);
  return widths.map((width, i) => width - soft[i]! * share);
}

function stretched(widths: number[], room: number): number[] {
  const sum = widths.reduce((total, width) => total + width, 0);
  return widths.map((width) => (width * room) / sum);
}

export function groupColumns(table: Table, metrics: CellMetrics, room: number): ColumnGroup[] {
  const natural = shrunk(
    table.columns.map((_, place) => naturalWidth(table, place, metrics)),
    table.columns.map((column) => column.format === null), room);
  const first = Math.min(natural[0] ?? 0, room / 2);
  const groups: number[][] = [[0]];
  let used = first;
  for (let place = 1; place < natural.length; ++place) {
    const width = Math.min(natural[place]!, room - first);
    if (used + width > room + 0.5) {
      groups.push([0]);
      used = first;
    }
    groups.at(-1)!.push(place);
    used += width;
  }
  return groups.map((columns) => ({
    columns, widths: stretched(columns.map((place) => (place === 0 ? first : Math.min(natural[place]!, room - first))), room),
  }));
}

/** Lines that the highest cell of a row needs. */
export function linesOf(row: Cell[], group: ColumnGroup, {size, padding}: CellMetrics): number {
  let most = 1;
  group.columns.forEach((place, i) => {
    const room = group.widths[i]! - padding;
    most = Math.max(most, Math.ceil(widthOf(textOf(row[place] ?? ''), size) / Math.max(room, size) - 0.02));
  });
  return most;
}
