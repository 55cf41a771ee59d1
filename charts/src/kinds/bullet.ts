// Figures against their targets, one a row, on one scale. Roles: current, target, band (upper end of each band).

import {bandFill, bandsOf, measured, scaleEnds, valueColor} from '../drawn/bands';
import {drawnOption, type Piece} from '../drawn/pieces';
import {lettering, line, rect, type Shape} from '../drawn/shapes';
import {FONT_SIZE, SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {ticksFor} from '../plot/ticks';
import {seriesLine, tip} from '../plot/tooltip';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText, widestText} from '../text/fit';
import {textWidth} from '../text/measure';

const ROW = 38;
const BAND = 22;
const BAR = 10;

function scale({spec, theme, palette}: Context<PlainChart>, low: number, high: number, xOf: (value: number) => number, y: number): Piece {
  const ticks = ticksFor([low, high], measured(spec)?.format ?? 'integer', theme.language, false);
  const shapes: Shape[] = [];
  for (let value = ticks.min; value <= high * 1.0001; value += ticks.interval) {
    if (value < low) continue;
    shapes.push(lettering(theme, ticks.label(value), xOf(value), y, {color: palette.inkSoft, size: SMALL_FONT, align: 'center'}));
  }
  return {shapes};
}

/** What the bands and the mark are called. */
function key({spec, theme, palette}: Context<PlainChart>, left: number, y: number): Piece {
  const bands = bandsOf(spec);
  const target = byRole(spec, 'target');
  const soft = {color: palette.inkSoft, size: SMALL_FONT};
  const shapes: Shape[] = [];
  let x = left;
  const name = (text: string): void => {
    const cut = fitText(text, 120, SMALL_FONT);
    shapes.push(lettering(theme, cut, x + 17, y, soft));
    x += 17 + textWidth(cut, SMALL_FONT) + 16;
  };
  bands.forEach((band, place) => {
    shapes.push(rect({x, y: y - 5, width: 12, height: 10}, {fill: bandFill(palette, place, bands.length)}));
    name(band.name);
  });
  if (target) {
    shapes.push(line(x + 6, y - 6, x + 6, y + 6, {stroke: palette.ink, lineWidth: 2.5}));
    name(target.name);
  }
  return {shapes};
}

function piecesOf(context: Context<PlainChart>): Piece[] {
  const {spec, theme, palette} = context;
  const value = measured(spec);
  const target = byRole(spec, 'target');
  const bands = bandsOf(spec);
  const room = Math.min(180, theme.width * 0.3);
  const left = widestText(spec.categories, FONT_SIZE, room) + 14;
  const right = widestText(value?.texts ?? [], FONT_SIZE, 110) + 18;
  const width = Math.max(20, theme.width - left - right);
  const [low, high] = scaleEnds(spec, spec.categories.map((_, i) => i));
  const xOf = (at: number) => left + ((Math.min(high, Math.max(low, at)) - low) / (high - low)) * width;
  const rows: Piece[] = spec.categories.map((name, i) => {
    const y = 4 + i * ROW + ROW / 2;
    const color = valueColor(palette, spec, i);
    const shapes: Shape[] = [lettering(theme, fitText(name, room, FONT_SIZE), left - 12, y, {color: palette.ink, align: 'right'})];
    let from = low;
    bands.forEach((band, place) => {
      const end = Math.max(from, band.values[i] ?? from);
      shapes.push(rect({x: xOf(from), y: y - BAND / 2, width: xOf(end) - xOf(from), height: BAND},
        {fill: bandFill(palette, place, bands.length)}));
      from = end;
    });
    if (bands.length === 0) shapes.push(rect({x: left, y: y - BAND / 2, width, height: BAND}, {fill: palette.ruleSoft}));
    const known = value?.values[i] ?? null;
    if (known !== null) {
      const [x1, x2] = [xOf(Math.min(0, known)), xOf(Math.max(0, known))];
      const isOpen = value?.incomplete[i] === true;
      shapes.push(rect({x: x1, y: y - BAR / 2, width: Math.max(1, x2 - x1), height: BAR},
        isOpen ? {fill: palette.paper, stroke: color, lineWidth: 1.25, lineDash: [3, 3]} : {fill: color}));
    }
    const goal = target?.values[i] ?? null;
    if (goal !== null) shapes.push(line(xOf(goal), y - BAND / 2 + 1, xOf(goal), y + BAND / 2 - 1, {stroke: palette.ink, lineWidth: 2.5}));
    shapes.push(lettering(theme, fitText(value?.texts[i] ?? '', 110, FONT_SIZE), left + width + 8, y, {color, isBold: true}));
    return {shapes, tip: tip(name, spec.series.map((series) => seriesLine(series, i, series === value ? color : palette.muted)))};
  });
  const foot = 4 + spec.categories.length * ROW + 8;
  return [...rows, scale(context, low, high, xOf, foot), key(context, left, foot + 20)];
}

export const bullet: Drawing<PlainChart> = {
  isRigid: true,
  height: (spec) => spec.categories.length * ROW + 46,
  option: (context) => drawnOption(context, piecesOf(context)),
};
