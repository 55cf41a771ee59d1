// Key figures as tiles, four across.

import {BorderStyle, Paragraph, ShadingType, Table as DocxTable, TableCell, TableLayoutType, TableRow, WidthType} from 'docx';

import {changeText} from '../office/change_text';
import {shortened, type Job} from '../office/job';
import type {Kpi, KpiRow} from '../office/report';
import {plainNumber} from '../text/language';
import {ACCENT, PORTRAIT_WIDTH, SOFT, STYLE, TILE, toneColour, twips} from './style';
import {linked} from './texts';

const ACROSS = 4;
const WIDTH = PORTRAIT_WIDTH / ACROSS;
const gap = {style: BorderStyle.SINGLE, size: 24, color: 'FFFFFF'};

const line = (text: string, size: number, color: string, bold = false, link?: string): Paragraph =>
  new Paragraph({style: STYLE.cell, spacing: {after: 20}, keepNext: true, children: [linked({text, size: size * 2, color, bold}, link)]});

function linesOf(job: Job, kpi: Kpi): Paragraph[] {
  const {value, change} = kpi;
  const open = value.is_complete === false ? '*' : '';
  return [
    line(shortened(job, kpi.label, 80), 9, SOFT), line(value.text + open, value.text.length > 12 ? 12 : 16, toneColour(value.tone), true, value.provenance?.link),
    ...(change ? [line(kpi.change_label ?? '', 8, SOFT), line(changeText(job, kpi), 9, toneColour(change.tone), change.tone === 'bad', change.provenance?.link)] : []),
    ...(value.n === undefined ? [] : [line(job.say('sample_size', {n: plainNumber(value.n)}), 7.5, SOFT)]),
  ];
}

function tile(job: Job, kpi: Kpi | undefined): TableCell {
  const bar = kpi?.change?.tone === 'good' || kpi?.change?.tone === 'bad' ? toneColour(kpi.change.tone) : ACCENT;
  const side = kpi ? {style: BorderStyle.SINGLE, size: 24, color: bar} : gap;
  return new TableCell({
    width: {size: twips(WIDTH), type: WidthType.DXA}, margins: {top: 100, bottom: 80, left: 140, right: 60, marginUnitType: WidthType.DXA},
    borders: {top: gap, bottom: gap, right: gap, left: side},
    ...(kpi ? {shading: {type: ShadingType.CLEAR, fill: TILE, color: 'auto'}} : {}),
    children: kpi ? linesOf(job, kpi) : [new Paragraph({style: STYLE.cell})],
  });
}

export function tiles(job: Job, {items}: KpiRow): (DocxTable | Paragraph)[] {
  const rows: TableRow[] = [];
  for (let first = 0; first < items.length; first += ACROSS) {
    rows.push(new TableRow({cantSplit: true, children: Array.from({length: ACROSS}, (_, i) => tile(job, items[first + i]))}));
  }
  const table = new DocxTable({
    layout: TableLayoutType.FIXED, columnWidths: Array.from({length: ACROSS}, () => twips(WIDTH)), width: {size: twips(PORTRAIT_WIDTH), type: WidthType.DXA}, rows,
  });
  return rows.length === 0 ? [] : [table, new Paragraph({style: STYLE.cell})];
}
