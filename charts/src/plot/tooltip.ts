// What a tooltip says, as data; the page turns it into elements, so no text is ever read as HTML. Labels are cut to fit
// the drawing; here they are whole, up to a length that nobody reads to the end.

import type {ChartSpec, Series} from '../spec/spec';

export interface TooltipLine {
  name: string;
  text: string;
  color: string;
  isIncomplete: boolean;
}
export interface TooltipContent {
  title: string;
  lines: TooltipLine[];
}

const LONGEST = 400;
const whole = (text: string): string =>
  text.length <= LONGEST ? text : [...text.slice(0, LONGEST)].slice(0, -1).join('') + '…';

export const tip = (title: string, lines: TooltipLine[] = []): TooltipContent => ({title: whole(title), lines});

export const tipLine = (name: string, text: string, color = '', isIncomplete = false): TooltipLine =>
  ({name: whole(name), text: whole(text), color, isIncomplete});

export const seriesLine = (series: Series, index: number, color: string): TooltipLine =>
  tipLine(series.name, series.texts[index] ?? '', color, series.incomplete[index] === true);

/** All series at one category, and what is known to have happened then. */
export function categoryTooltip(spec: ChartSpec, index: number, colors: readonly string[]): TooltipContent {
  const events = spec.events.filter((event) => event.category === index).map((event) => tipLine('▼', event.label));
  const anomalies = spec.kind === 'control'
    ? spec.anomalies.filter((one) => one.category === index).map((one) => tipLine('!', one.text)) : [];
  const lines = spec.series.map((series, i) => seriesLine(series, index, colors[i] ?? ''));
  return tip(spec.categories[index] ?? '', [...lines, ...anomalies, ...events]);
}

/** ECharts gives one item or a list of items; names that begin with ~ are decoration. */
export function indexOf(hovered: unknown): number {
  const items = (Array.isArray(hovered) ? hovered : [hovered]) as {dataIndex?: unknown; seriesName?: unknown}[];
  const item = items.find((one) => !String(one?.seriesName ?? '').startsWith('~')) ?? items[0];
  return typeof item?.dataIndex === 'number' ? item.dataIndex : 0;
}
