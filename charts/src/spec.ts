// The JSON form of document::Chart (docs/report-json.md). It comes from a file, so nothing in it is trusted:
// `readChart` turns whatever it gets into a spec whose arrays have the lengths that the builders rely on.

export type ChartKind = 'line' | 'bar' | 'horizontal_bar' | 'heat_map';
export type NumberFormat =
  'integer' | 'decimal_1' | 'decimal_2' | 'percent_1' | 'percent_points_1' | 'duration' | 'money';

export interface Series {
  name: string;
  format: NumberFormat;
  /** One per category; a heat map has rows × categories of them, row by row. null: no value. */
  values: (number | null)[];
  /** The formatted texts, as long as `values`. */
  texts: string[];
  incomplete: boolean[];
  role: string;
}

export interface ChartSpec {
  id: string;
  kind: ChartKind;
  title: string;
  category_title: string;
  categories: string[];
  rows: string[];
  series: Series[];
  summary: string;
  /** true or false where the metric has a direction; decides the colours. */
  up_is_good: boolean | null;
}

const KINDS: readonly ChartKind[] = ['line', 'bar', 'horizontal_bar', 'heat_map'];
const FORMATS: readonly NumberFormat[] = [
  'integer', 'decimal_1', 'decimal_2', 'percent_1', 'percent_points_1', 'duration', 'money',
];

type Fields = Record<string, unknown>;

const asFields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
const asTexts = (value: unknown): string[] => asList(value).map(asText);
const asValue = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

function oneOf<T extends string>(known: readonly T[], value: unknown, fallback: T): T {
  return known.includes(value as T) ? (value as T) : fallback;
}

function readSeries(json: unknown, length: number): Series {
  const fields = asFields(json);
  const values = asList(fields.values);
  const texts = asList(fields.texts);
  const incomplete = asList(fields.incomplete);
  const slots = Array.from({length}, (_, i) => i);
  return {
    name: asText(fields.name),
    format: oneOf(FORMATS, fields.format, 'integer'),
    values: slots.map((i) => asValue(values[i])),
    texts: slots.map((i) => asText(texts[i]) || String(asValue(values[i]) ?? '–')),
    incomplete: slots.map((i) => incomplete[i] === true),
    role: asText(fields.role),
  };
}

export function readChart(json: unknown): ChartSpec {
  const fields = asFields(json);
  const kind = oneOf(KINDS, fields.kind, 'bar');
  const categories = asTexts(fields.categories);
  const rows = asTexts(fields.rows);
  const length = kind === 'heat_map' ? rows.length * categories.length : categories.length;
  return {
    id: asText(fields.id),
    kind,
    title: asText(fields.title),
    category_title: asText(fields.category_title),
    categories,
    rows,
    series: asList(fields.series).map((series) => readSeries(series, length)),
    summary: asText(fields.summary),
    up_is_good: typeof fields.up_is_good === 'boolean' ? fields.up_is_good : null,
  };
}

export function hasValues(spec: ChartSpec): boolean {
  return spec.series.some((series) => series.values.some((value) => value !== null));
}

/** The first `count` categories; for media that cannot scroll, whose reader must be told. */
export function firstCategories(spec: ChartSpec, count: number): ChartSpec {
  if (spec.kind === 'heat_map' || spec.categories.length <= count) return spec;
  return {
    ...spec,
    categories: spec.categories.slice(0, count),
    series: spec.series.map((series) => ({
      ...series,
      values: series.values.slice(0, count),
      texts: series.texts.slice(0, count),
      incomplete: series.incomplete.slice(0, count),
    })),
  };
}
