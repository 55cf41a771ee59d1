// What a tooltip says, as data; the page turns it into elements, so no text is ever read as HTML.

import {fitText} from './labels';
import type {ChartSpec, Series} from './spec';

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

const NAME_WIDTH = 260;
const FONT = 12;
const short = (text: string) => fitText(text, NAME_WIDTH, FONT);

function line(series: Series, index: number, color: string): TooltipLine {
  return {
    name: short(series.name),
    text: short(series.texts[index] ?? ''),
    color,
    isIncomplete: series.incomplete[index] === true,
  };
}

export function categoryTooltip(spec: ChartSpec, index: number, colors: readonly string[]): TooltipContent {
  return {
    title: short(spec.categories[index] ?? ''),
    lines: spec.series.map((series, i) => line(series, index, colors[i] ?? '')),
  };
}

export function cellTooltip(spec: ChartSpec, index: number, color: string): TooltipContent {
  const columns = Math.max(1, spec.categories.length);
  const row = spec.rows[Math.floor(index / columns)] ?? '';
  const column = spec.categories[index % columns] ?? '';
  const series = spec.series[0];
  return {
    title: `${short(row)} · ${short(column)}`,
    lines: series ? [line(series, index, color)] : [],
  };
}
