// JSON → spec. Nothing in the JSON is trusted: what comes out has the lengths, indices and laws that the drawings rely
// on, or else nothing comes out but the problems and their places. Keys that are not known are left alone.

import {Json} from './json';
import {checkLaws} from './laws';
import {Problems, SpecError} from './problem';
import {
  PLAIN_KINDS, type ChartKind, type ChartSpec, type Link, type NumberFormat, type PlainKind, type Quadrants, type Scale,
  type Series,
} from './spec';

const FORMATS: readonly NumberFormat[] = [
  'integer', 'decimal_1', 'decimal_2', 'percent_1', 'percent_points_1', 'duration', 'money',
];
const SPECIAL_KINDS = [
  'heat_map', 'scatter', 'radar', 'histogram', 'treemap', 'sankey', 'province_map', 'waterfall', 'control',
] as const;
export const KINDS: readonly ChartKind[] = [...PLAIN_KINDS, ...SPECIAL_KINDS];

const isPlain = (kind: ChartKind): kind is PlainKind => (PLAIN_KINDS as readonly string[]).includes(kind);

/** A list that may be left out, else has one item per slot. */
function checkLength(list: {length: number}, wanted: number, json: Json, mayBeEmpty: boolean): void {
  if (list.length === wanted || (mayBeEmpty && list.length === 0)) return;
  json.problems.add(json.place, 'wrong_length', {found: list.length, wanted});
}

function readSeries(json: Json, length: number): Series {
  if (!json.isObject) json.problems.add(json.place, 'not_an_object');
  const values = json.at('values').numbers();
  checkLength(values, length, json.at('values'), false);
  const texts = json.at('texts').texts();
  checkLength(texts, length, json.at('texts'), true);
  const incomplete = json.at('incomplete').flags();
  checkLength(incomplete, length, json.at('incomplete'), true);
  return {
    name: json.at('name').text(),
    format: json.at('format').oneOf(FORMATS, 'integer'),
    values,
    texts: values.map((value, i) => texts[i] ?? (value === null ? '–' : String(value))),
    incomplete: values.map((_, i) => incomplete[i] === true),
    role: json.at('role').text(),
  };
}

function readCore(json: Json, length: number, categories: string[]) {
  const series = json.at('series').items().map((one) => readSeries(one, length));
  return {
    id: json.at('id').text(),
    title: json.at('title').text(),
    category_title: json.at('category_title').text(),
    categories,
    series,
    summary: json.at('summary').text(),
    up_is_good: json.at('up_is_good').flag(),
    events: json.at('events').items().map((one) => ({
      category: one.at('category').index(categories.length), label: one.at('label').text(),
    })),
    targets: json.at('targets').items().map((one) => ({
      value: one.at('value').number() ?? 0,
      text: one.at('text').text(),
      label: one.at('label').text(),
      series: one.at('series').isAbsent ? 0 : one.at('series').index(series.length),
    })),
  };
}

function readLinks(json: Json, nodes: number): Link[] {
  return json.items().map((one) => ({
    from: one.at('from').index(nodes),
    to: one.at('to').index(nodes),
    value: one.at('value').number() ?? 0,
    text: one.at('text').text(),
  }));
}

function readQuadrants(json: Json): Quadrants | null {
  if (json.isAbsent) return null;
  const labels = json.at('labels').texts();
  checkLength(labels, 4, json.at('labels'), true);
  return {
    x: json.at('x').number() ?? 0, y: json.at('y').number() ?? 0,
    xText: json.at('x_text').text(), yText: json.at('y_text').text(), labels,
  };
}

const readFit = (json: Json) => json.isAbsent ? null : {
  slope: json.at('slope').number() ?? 0, intercept: json.at('intercept').number() ?? 0, text: json.at('text').text(),
};

function readScales(json: Json, length: number): Scale[] {
  const scales = json.items().map((one) => ({low: one.at('low').number() ?? 0, high: one.at('high').number() ?? 1}));
  checkLength(scales, length, json, true);
  return scales;
}

function readEdges(json: Json, bins: number): number[] {
  const edges = json.items().map((edge) => edge.number() ?? 0);
  if (edges.length > 0) checkLength(edges, bins + 1, json, false);
  return edges;
}

/** How much goes from each row to each column: what a report has, being a table. Nodes are the rows, then the columns. */
function sankeyOfGrid(core: ReturnType<typeof readCore>, rows: string[]): ChartSpec {
  const flow = core.series[0];
  const columns = core.categories.length;
  const links = (flow?.values ?? []).flatMap((value, i) => value === null || value === 0 ? [] : [{
    from: Math.floor(i / columns), to: rows.length + i % columns, value, text: flow?.texts[i] ?? '',
  }]);
  const categories = [...rows, ...core.categories];
  const blank = categories.map(() => null);
  const series = flow ? [{...flow, values: blank, texts: blank.map(() => ''), incomplete: blank.map(() => false)}] : [];
  return {...core, kind: 'sankey', categories, series, links};
}

function readGroups(json: Json, length: number): string[] {
  const groups = json.texts();
  checkLength(groups, length, json, true);
  return groups;
}

function readSpecial(json: Json, kind: Exclude<ChartKind, PlainKind>, core: ReturnType<typeof readCore>): ChartSpec {
  const length = core.categories.length;
  switch (kind) {
    case 'heat_map': return {...core, kind, rows: json.at('rows').texts()};
    case 'scatter':
      return {...core, kind, fit: readFit(json.at('fit')), quadrants: readQuadrants(json.at('quadrants'))};
    case 'radar': return {...core, kind, scales: readScales(json.at('scales'), length)};
    case 'histogram':
      return {
        ...core, kind, edges: readEdges(json.at('edges'), length),
        marks: json.at('marks').items().map((one) => ({
          at: one.at('at').number() ?? 0, label: one.at('label').text(), text: one.at('text').text(),
        })),
      };
    case 'treemap': return {...core, kind, groups: readGroups(json.at('groups'), length)};
    case 'sankey': return {...core, kind, links: readLinks(json.at('links'), length)};
    case 'province_map': return {...core, kind, links: readLinks(json.at('links'), length)};
    case 'waterfall': {
      const totals = json.at('totals');
      return {...core, kind, totals: totals.isAbsent ? [0, length - 1] : totals.indices(length)};
    }
    case 'control':
      return {
        ...core, kind,
        anomalies: json.at('anomalies').items().map((one) => ({
          category: one.at('category').index(length), text: one.at('text').text(),
        })),
      };
  }
}

function readWith(json: Json): ChartSpec | null {
  if (!json.isObject) {
    json.problems.add(json.place, 'not_an_object');
    return null;
  }
  if (json.at('kind').isAbsent) json.problems.add('kind', 'unknown_name', {name: '', known: KINDS.join(', ')});
  const kind = json.at('kind').oneOf(KINDS, 'bar');
  const categories = json.at('categories').texts();
  const isGrid = kind === 'heat_map' || (kind === 'sankey' && json.at('links').isAbsent);
  const rows = isGrid ? json.at('rows').texts().length : 1;
  const core = readCore(json, categories.length * rows, categories);
  const spec: ChartSpec = isPlain(kind) ? {...core, kind}
    : isGrid && kind === 'sankey' ? sankeyOfGrid(core, json.at('rows').texts()) : readSpecial(json, kind, core);
  if (json.problems.list.length === 0) checkLaws(spec, json.problems);
  return spec;
}

/** @throws SpecError naming every place that is wrong (at most 20). */
export function readChart(json: unknown): ChartSpec {
  const problems = new Problems();
  const spec = readWith(new Json(json, '', problems));
  if (!spec || problems.list.length > 0) throw new SpecError(problems.list);
  return spec;
}

/** @throws SpecError, also where the text is not JSON. */
export function parseChart(text: string): ChartSpec {
  return readChart(parseJson(text, 'chart'));
}

export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new SpecError([{place, code: 'syntax', arguments: {detail: String((error as Error).message).slice(0, 200)}}]);
  }
}
