// What stands behind a block: definitions, filters, sample sizes, intervals. Plain lines of text.

import {isFigure, type ChartBlock, type Figure, type Kpi, type KpiRow, type Provenance, type Table} from './report';
import {plainNumber} from '../text/language';
import type {Job} from './job';

function definitionLine(job: Job, metric: string | undefined): string[] {
  const definition = metric === undefined ? undefined : job.definitions.get(metric);
  return definition ? [`${definition.name}: ${definition.formula}`] : [];
}

const filterLine = (job: Job, provenance: Provenance | undefined): string[] =>
  provenance?.filters ? [job.say('filters', {filters: provenance.filters})] : [];

export function figureEvidence(job: Job, figure: Figure): string[] {
  return [
    ...(figure.n === undefined ? [] : [job.say('sample_size', {n: plainNumber(figure.n)})]),
    ...(figure.interval === undefined ? [] : [figure.interval]),
    ...(figure.is_complete === false ? [job.say('incomplete')] : []),
  ];
}

function kpiLine(job: Job, kpi: Kpi): string {
  const change = kpi.change ? [`${kpi.change_label ?? ''} ${kpi.change.text}`.trim()] : [];
  const parts = [kpi.value.text, ...change, ...figureEvidence(job, kpi.value)];
  return `${kpi.label}: ${parts.join('; ')}`;
}

export function kpiEvidence(job: Job, row: KpiRow): string[] {
  return row.items.flatMap((kpi) => [
    kpiLine(job, kpi), ...(kpi.note ? [kpi.note] : []), ...filterLine(job, kpi.value.provenance)]);
}

export function chartEvidence(job: Job, chart: ChartBlock): string[] {
  return [...(chart.summary ? [chart.summary] : []), ...definitionLine(job, chart.provenance?.metric),
    ...filterLine(job, chart.provenance)];
}

export function tableEvidence(job: Job, table: Table): string[] {
  const figures = table.rows.flat().filter(isFigure);
  const filters = figures.find((figure) => figure.provenance?.filters)?.provenance;
  return [
    ...(table.note ? [table.note] : []),
    ...table.columns.flatMap((column) => (column.note ? [`${column.title}: ${column.note}`] : [])),
    ...filterLine(job, filters),
  ];
}
