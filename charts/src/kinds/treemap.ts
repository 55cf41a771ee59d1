// Sizes as areas, in groups if there are any. A second series, if there is one, decides the shade.

import {drawnOption, type Piece} from '../drawn/pieces';
import {lettering, rect, type Box, type Shape} from '../drawn/shapes';
import {rangeOf, scaleLegend, SCALE_HEIGHT} from '../drawn/scale_legend';
import {squarify} from '../drawn/squarify';
import {fillOf, inkOn, scaleOf, shade} from '../look/theme';
import {FONT_SIZE, SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {seriesLine, tip, tipLine} from '../plot/tooltip';
import type {TreemapChart} from '../spec/spec';
import {fitText, wrapText} from '../text/fit';

const HEADER = 18;
const LINE = 15;

const sizeOf = (spec: TreemapChart, i: number): number => spec.series[0]?.values[i] ?? 0;

interface Group {
  name: string;
  members: number[];
  size: number;
}

/** Groups and their members, the largest first. */
function groupsOf(spec: TreemapChart): Group[] {
  const byName = new Map<string, number[]>();
  spec.categories.forEach((_, i) => {
    const name = spec.groups[i] ?? '';
    byName.set(name, [...(byName.get(name) ?? []), i]);
  });
  return [...byName].map(([name, members]) => ({
    name,
    members: members.filter((i) => sizeOf(spec, i) > 0).sort((a, b) => sizeOf(spec, b) - sizeOf(spec, a) || a - b),
    size: members.reduce((sum, i) => sum + sizeOf(spec, i), 0),
  })).filter((group) => group.size > 0).sort((a, b) => b.size - a.size);
}

function colorOf({spec, palette}: Context<TreemapChart>, i: number, group: number): string {
  const shading = spec.series[1];
  if (!shading) return fillOf(palette, spec.groups.length > 0 ? group : 0);
  const known = shading.values.filter((value): value is number => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const value = shading.values[i] ?? null;
  if (value === null) return palette.mutedFill;
  return shade(scaleOf(palette, spec.up_is_good), high > low ? (value - low) / (high - low) : 0.5);
}

function tile(context: Context<TreemapChart>, i: number, group: number, box: Box): Piece {
  const {spec, theme, palette} = context;
  const series = spec.series[0]!;
  const color = colorOf(context, i, group);
  const shapes: Shape[] = [rect(box, {fill: color, stroke: palette.paper, lineWidth: 1})];
  const [room, lines] = [box.width - 10, Math.floor((box.height - 8) / LINE)];
  if (room >= 26 && lines >= 1) {
    const name = wrapText(spec.categories[i] ?? '', room, FONT_SIZE, Math.max(1, Math.min(3, lines - 1)));
    const texts = lines > name.length ? [...name, ...wrapText(series.texts[i] ?? '', room, SMALL_FONT, 1)] : name;
    texts.forEach((text, row) => shapes.push(lettering(theme, text, box.x + 5, box.y + 12 + row * LINE,
      {color: inkOn(color), size: row < name.length ? FONT_SIZE : SMALL_FONT})));
  }
  const lines2 = spec.series.map((one) => seriesLine(one, i, color));
  return {shapes, tip: tip(spec.categories[i] ?? '', spec.groups[i] ? [tipLine('', spec.groups[i]!), ...lines2] : lines2)};
}

function piecesOf(context: Context<TreemapChart>): Piece[] {
  const {spec, theme, palette, height} = context;
  const groups = groupsOf(spec);
  const shading = spec.series[1];
  const hasHeaders = spec.groups.length > 0;
  const boxes = squarify(groups.map((group) => group.size), {x: 0, y: 0, width: theme.width, height: height - (shading ? SCALE_HEIGHT : 0)});
  const range = rangeOf(shading);
  const key = range && shading ? [scaleLegend(context, range, theme.width - 4, height - 8), {
    shapes: [lettering(theme, fitText(shading.name, theme.width / 3, SMALL_FONT), 4, height - 8, {color: palette.inkSoft, size: SMALL_FONT})],
  }] : [];
  const tiles = groups.flatMap((group, g) => {
    const box = boxes[g]!;
    const showsHeader = hasHeaders && box.height > HEADER + 24 && box.width > 40;
    const inner = showsHeader
      ? {x: box.x + 1, y: box.y + HEADER, width: box.width - 2, height: box.height - HEADER - 1} : box;
    const header: Piece = {shapes: showsHeader ? [lettering(theme, wrapText(group.name, box.width - 8, FONT_SIZE, 1)[0] ?? '',
      box.x + 3, box.y + HEADER / 2, {color: palette.ink, isBold: true})] : []};
    const areas = squarify(group.members.map((i) => sizeOf(spec, i)), inner);
    return [header, ...group.members.map((i, m) => tile(context, i, g, areas[m]!))];
  });
  return [...tiles, ...key];
}

export const treemap: Drawing<TreemapChart> = {
  height: (spec) => 340 + (spec.series[1] ? SCALE_HEIGHT : 0),
  option: (context) => drawnOption(context, piecesOf(context)),
};
