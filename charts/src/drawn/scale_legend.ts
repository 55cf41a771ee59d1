// The legend of a scale from light to dark: its ends by the texts of the lowest and highest value.

import {scaleOf} from '../look/theme';
import {SMALL_FONT, type Context} from '../plot/context';
import type {Series} from '../spec/spec';
import {fitText} from '../text/fit';
import {textWidth} from '../text/measure';
import type {Piece} from './pieces';
import {lettering, rect, type Shape} from './shapes';

export const SCALE_HEIGHT = 22;
const CELL = 14;

export interface Range {
  low: number;
  high: number;
  lowText: string;
  highText: string;
}

/** Lowest and highest known value with their texts; null where nothing is known. */
export function rangeOf(series: Series | undefined): Range | null {
  let low = -1;
  let high = -1;
  series?.values.forEach((value, i) => {
    if (value === null) return;
    if (low < 0 || value < series.values[low]!) low = i;
    if (high < 0 || value > series.values[high]!) high = i;
  });
  if (!series || low < 0) return null;
  return {low: series.values[low]!, high: series.values[high]!, lowText: series.texts[low]!, highText: series.texts[high]!};
}

/** How far up the scale a value is; where all values are one, in the middle. */
export const shareOf = ({low, high}: Range, value: number): number => (high > low ? (value - low) / (high - low) : 0.5);

export function scaleLegend({spec, theme, palette}: Context, range: Range, right: number, y: number): Piece {
  const colors = scaleOf(palette, spec.up_is_good);
  const [least, most] = [range.lowText, range.highText].map((text) => fitText(text, 90, SMALL_FONT)) as [string, string];
  const cells = right - textWidth(most, SMALL_FONT) - 6 - colors.length * (CELL + 2);
  const shapes: Shape[] = colors.map((color, i) =>
    rect({x: cells + i * (CELL + 2), y: y - 5, width: CELL, height: 10}, {fill: color, stroke: palette.rule, lineWidth: 0.5}, 2));
  const soft = {color: palette.inkSoft, size: SMALL_FONT};
  shapes.push(lettering(theme, least, cells - 6, y, {...soft, align: 'right'}), lettering(theme, most, right, y, {...soft, align: 'right'}));
  return {shapes};
}
