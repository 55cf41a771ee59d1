// Specs for tests, as they come out of JSON, and their drawings.

import type {Theme} from './look/theme';
import {readChart} from './spec/read';
import {renderSvg} from './svg/render_svg';

export interface TestSeries {
  name: string;
  values: (number | null)[];
  texts?: string[];
  format?: string;
  incomplete?: boolean[];
  role?: string;
}

export function chartJson(kind: string, categories: string[], series: TestSeries[], more: object = {}): object {
  return {
    type: 'chart', id: 'c', kind, title: 'Title', category_title: '', categories, rows: [],
    series: series.map((one) => ({
      format: 'integer', role: 'current', incomplete: [], ...one,
      texts: one.texts ?? one.values.map((value) => (value === null ? '–' : `t${value}`)),
    })),
    provenance: {metric: 'm', pack: 'kebao', filters: ''}, summary: 'A sentence.', up_is_good: null, ...more,
  };
}

export const drawnSvg = (json: object, theme: Theme): string =>
  renderSvg(readChart(json), {theme, mostRows: null, target: 'browser', prefix: 'k'}).svg;
