// The report as its JSON says it (docs/report-json.md). Kebao's own renderer made the JSON, so its shape is taken as it
// is; the texts in it come from anywhere and are cleaned. Charts are read by spec/read.ts, which trusts nothing.

import type {NumberFormat} from '../spec/spec';
import {cleanText} from '../text/clean';

export type Tone = 'neutral' | 'good' | 'bad' | 'muted';

export interface Provenance {
  metric?: string;
  pack?: string;
  filters?: string;
  /** Where the live system shows it. */
  link?: string;
}

export interface Figure {
  raw: number | null;
  text: string;
  format: NumberFormat;
  n?: number;
  /** The 95 % interval in words, where there is one; the host adds it. */
  interval?: string;
  is_complete?: false;
  tone?: Tone;
  /** What its column's conditional formats say of it; the host adds it. */
  shade?: Shade;
  provenance?: Provenance;
}
export interface Shade {
  /** −4, worst, to 4, best. */
  scale?: number;
  /** Length in hundredths. */
  bar?: number;
  is_negative?: true;
  tone?: Tone;
}
export type Cell = string | Figure;

export interface Column {
  id: string;
  title: string;
  format: NumberFormat | null;
  note?: string;
}
export interface Table {
  type: 'table';
  id: string;
  title: string;
  columns: Column[];
  rows: Cell[][];
  total: Cell[] | null;
  formats?: {column: string; kind: string}[];
  note?: string;
}
export interface Kpi {
  label: string;
  value: Figure;
  change: Figure | null;
  change_label?: string;
  note?: string;
}
export interface KpiRow {
  type: 'kpi_row';
  items: Kpi[];
}
/** `at`: first character and how many, where it stands in its sentence. */
export interface BoundFigure extends Figure {
  at?: [number, number];
}
export interface Paragraph {
  type: 'paragraph';
  text: string;
  tone?: Tone;
  figures?: BoundFigure[];
  edit?: object;
}
export interface Heading {
  type: 'heading';
  level: number;
  text: string;
}
export interface Definition {
  metric: string;
  name: string;
  formula: string;
  details: string;
}
export interface DefinitionList {
  type: 'definition_list';
  items: Definition[];
}
export interface ChartSeries {
  name: string;
  format: NumberFormat;
  values: (number | null)[];
  texts: string[];
}
/** What is needed of a chart beside its drawing. */
export interface ChartBlock {
  type: 'chart';
  id: string;
  kind: string;
  title: string;
  category_title: string;
  categories: string[];
  rows: string[];
  series: ChartSeries[];
  provenance?: Provenance;
  summary: string;
}
export type Block = Heading | Paragraph | KpiRow | ChartBlock | Table | DefinitionList;

export interface Section {
  id: string;
  title: string;
  blocks: Block[];
}
export interface Report {
  template: string;
  title: string;
  subtitle: string;
  language: string;
  period: string;
  report_time: string;
  properties: {name: string; value: string}[];
  sections: Section[];
}

// In JSON every control character is written with a backslash.
const SUSPECT = /\\[bfnrtu]|[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;

export function readReport(json: string): Report {
  if (!SUSPECT.test(json)) return JSON.parse(json) as Report;
  return JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? cleanText(value) : value)) as Report;
}

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);
export const isFigure = (cell: Cell): cell is Figure => typeof cell !== 'string';

export const chartsOf = (report: Report): ChartBlock[] =>
  report.sections.flatMap((section) => section.blocks.filter((block): block is ChartBlock => block.type === 'chart'));

export function definitionsOf(report: Report): Map<string, Definition> {
  const all = new Map<string, Definition>();
  for (const section of report.sections) {
    for (const block of section.blocks) {
      if (block.type === 'definition_list') for (const one of block.items) all.set(one.metric, one);
    }
  }
  return all;
}
