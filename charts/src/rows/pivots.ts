// PivotTables over rows that somebody else has written: hucre makes a small workbook whose source sheet holds the header and
// every text of the fields on the axes once; the host takes the parts of the PivotTables out of it. No row comes here.

import {type WritePivotTable} from 'hucre';
import {writeXlsx, type CellValue} from 'hucre/xlsx';

export interface PivotField {
  title: string;
  /** Of a field on an axis: its different texts, in their order; of another, none. */
  texts: string[];
}

export interface PivotTable {
  name: string;
  /** "A4": where its first cell comes. */
  place: string;
  rows: number;  // fields by their number
  columns: number;
  values: number;
  aggregate: 'sum' | 'average';
  title: string;
}

export interface PivotJob {
  /** The name of the sheet of rows, and the range of its header and rows: "A1:M1001". */
  sheet: string;
  range: string;
  /** The name of the sheet that the tables stand on. */
  host: string;
  fields: PivotField[];
  tables: PivotTable[];
}

/** Rows that hold every text once; numbers elsewhere, which says that a field is one. */
function skeleton(fields: PivotField[]): CellValue[][] {
  const length = Math.max(1, ...fields.map((field) => field.texts.length));
  const rows: CellValue[][] = [fields.map((field) => field.title)];
  for (let i = 0; i < length; i += 1) {
    rows.push(fields.map(({texts}) => (texts.length > 0 ? texts[Math.min(i, texts.length - 1)]! : i)));
  }
  return rows;
}

function titleOf(job: PivotJob, field: number): string {
  const found = job.fields[field];
  if (!found) throw new Error(`no field ${field}`);
  return found.title;
}

function pivotOf(job: PivotJob, table: PivotTable): WritePivotTable {
  return {
    name: table.name, sourceSheet: job.sheet, sourceRange: job.range, targetCell: table.place,
    rows: [titleOf(job, table.rows)], columns: [titleOf(job, table.columns)],
    values: [{field: titleOf(job, table.values), function: table.aggregate, displayName: table.title}],
  };
}

/** A workbook of which only the parts of the PivotTables are meant. */
export async function pivots(jobJson: string): Promise<Uint8Array> {
  const job = JSON.parse(jobJson) as PivotJob;
  const pivotTables = job.tables.map((table) => pivotOf(job, table));
  return writeXlsx({sheets: [{name: job.host, pivotTables}, {name: job.sheet, rows: skeleton(job.fields)}]});
}
