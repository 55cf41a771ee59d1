// The figures of a chart as a table, for where it can be neither a chart nor a picture.

import type {Cell, ChartBlock, ChartSeries, Figure, Table} from './report';

function figureAt(series: ChartSeries, place: number): Figure {
  const raw = series.values[place] ?? null;
  return {raw, text: series.texts[place] ?? (raw === null ? '–' : String(raw)), format: series.format};
}

export function tableOfChart(chart: ChartBlock): Table {
  const isGrid = chart.rows.length > 0;
  const names = isGrid ? chart.categories : chart.series.map((series) => series.name);
  const labels = isGrid ? chart.rows : chart.categories;
  const at = (row: number, column: number): Cell => isGrid
    ? figureAt(chart.series[0]!, row * chart.categories.length + column) : figureAt(chart.series[column]!, row);
  return {
    type: 'table', id: chart.id, title: chart.title, total: null,
    columns: [{id: 'category', title: chart.category_title, format: null},
      ...names.map((title, i) => ({id: `s${i}`, title, format: (isGrid ? chart.series[0] : chart.series[i])?.format ?? null}))],
    rows: labels.map((label, row) => [label, ...names.map((_, column) => at(row, column))]),
  };
}
