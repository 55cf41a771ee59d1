// A value per province on a map of tiles, with flows between them. Without a map of borders whose licence and approval
// are clear, tiles of our own (drawn/provinces.ts) say where without drawing a line that is not ours to draw.

import {drawnOption, type Piece} from '../drawn/pieces';
import {COLUMNS, PROVINCES, provinceNamed, ROWS, type Province} from '../drawn/provinces';
import {rangeOf, scaleLegend, SCALE_HEIGHT, shareOf} from '../drawn/scale_legend';
import {curve, lettering, polygon, rect, type Shape} from '../drawn/shapes';
import {inkOn, scaleOf, shade, type Theme} from '../look/theme';
import {FONT_SIZE, SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {seriesLine, tip, tipLine} from '../plot/tooltip';
import type {Link, ProvinceMapChart} from '../spec/spec';
import {fitText} from '../text/fit';
import {languageOf, plainNumber, word} from '../text/language';
import {textWidth} from '../text/measure';

const GAP = 4;
const MOST_NAMED = 5;
const HIGHLIGHTED_FLOWS = 3;

interface Grid {
  left: number;
  width: number;
  height: number;
}

const tileHeight = (width: number): number => Math.min(46, Math.max(22, ((width - 16) / COLUMNS) * 0.6));

function gridOf(theme: Theme): Grid {
  const width = Math.min(92, (theme.width - 8) / COLUMNS);
  return {left: (theme.width - width * COLUMNS) / 2, width, height: tileHeight(theme.width)};
}

const centre = (grid: Grid, {column, row}: Province): [number, number] =>
  [grid.left + (column + 0.5) * grid.width, 4 + (row + 0.5) * grid.height];

interface Tile {
  base: Piece;
  /** Drawn after the flows, which run over the tiles. */
  words: Piece;
}

function tile(context: Context<ProvinceMapChart>, grid: Grid, province: Province, index: number | undefined): Tile {
  const {spec, theme, palette} = context;
  const series = spec.series[0];
  const range = rangeOf(series);
  const value = index === undefined ? null : series?.values[index] ?? null;
  const isKnown = value !== null && range !== null;
  const fill = isKnown ? shade(scaleOf(palette, spec.up_is_good), shareOf(range, value)) : palette.paper;
  const [x, y] = centre(grid, province);
  const width = grid.width - GAP;
  const isChinese = languageOf(theme.language) === 'zh';
  const full = isChinese ? province.zh : province.en;
  const name = textWidth(full, SMALL_FONT) <= width - 4 ? full : isChinese ? province.zh.slice(0, 1) : province.letters;
  const text = isKnown && index !== undefined ? series?.texts[index] ?? '' : '';
  const showsText = text !== '' && grid.height >= 34 && textWidth(text.slice(0, 30), SMALL_FONT) <= width - 4;
  const ink = isKnown ? inkOn(fill) : palette.inkSoft;
  const base = rect({x: x - width / 2, y: y - grid.height / 2 + GAP / 2, width, height: grid.height - GAP},
    {fill, stroke: isKnown ? palette.rule : palette.ruleSoft, lineWidth: 1}, 3);
  const words: Shape[] = [lettering(theme, name, x, showsText ? y - 7 : y, {color: ink, size: SMALL_FONT, align: 'center'})];
  if (showsText) words.push(lettering(theme, text, x, y + 8, {color: ink, size: SMALL_FONT, align: 'center', isBold: true}));
  const lines = index === undefined ? [] : spec.series.map((one) => seriesLine(one, index, fill));
  return {base: {shapes: [base], tip: tip(full, lines)}, words: {shapes: words}};
}

/** A bow from tile to tile, bent to its right hand so that flows there and back are two; wider for more. */
function flow(context: Context<ProvinceMapChart>, grid: Grid, link: Link, places: (Province | undefined)[], most: number, rank: number): Piece[] {
  const {spec, palette} = context;
  const [from, to] = [places[link.from], places[link.to]];
  if (!from || !to || from === to || link.value <= 0) return [];
  const [[x1, y1], [x2, y2]] = [centre(grid, from), centre(grid, to)];
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const width = 1 + 4 * (link.value / most);
  const bend = 0.18 * length;
  const [cx, cy] = [(x1 + x2) / 2 - uy * bend, (y1 + y2) / 2 + ux * bend];
  // The arrow follows the end of the bow, and stops short of the name.
  const end = Math.hypot(x2 - cx, y2 - cy);
  const [ex, ey] = [(x2 - cx) / end, (y2 - cy) / end];
  const [ax, ay] = [x2 - ex * 9, y2 - ey * 9];
  const head = 4 + width;
  const color = rank < HIGHLIGHTED_FLOWS ? palette.highlights[1] : palette.greys[2];
  const paint = {stroke: color, lineWidth: width, opacity: rank < HIGHLIGHTED_FLOWS ? 0.9 : 0.45};
  const title = `${spec.categories[link.from] ?? ''} → ${spec.categories[link.to] ?? ''}`;
  return [{
    tip: tip(title, [tipLine('', link.text, color)]),
    shapes: [
      curve([x1, y1, cx, cy, ax - ex * head, ay - ey * head], paint),
      polygon([[ax, ay], [ax - ex * 2 * head - ey * head * 0.7, ay - ey * 2 * head + ex * head * 0.7],
        [ax - ex * 2 * head + ey * head * 0.7, ay - ey * 2 * head - ex * head * 0.7]], {fill: color, opacity: paint.opacity}),
    ],
  }];
}

/** Texts of the largest flows beside the map would hide tiles; they are listed below it. */
function flowList({spec, theme, palette}: Context<ProvinceMapChart>, ranked: readonly Link[], y: number): Piece[] {
  const text = ranked.slice(0, HIGHLIGHTED_FLOWS)
    .map((link) => `${spec.categories[link.from] ?? ''} → ${spec.categories[link.to] ?? ''} ${link.text}`).join('    ');
  if (!text) return [];
  return [{shapes: [lettering(theme, fitText(text, theme.width * 0.58, FONT_SIZE), 4, y, {color: palette.ink})]}];
}

function piecesOf(context: Context<ProvinceMapChart>): Piece[] {
  const {spec, theme, notes} = context;
  const places = spec.categories.map(provinceNamed);
  const missing = spec.categories.filter((_, i) => !places[i]);
  if (missing.length > 0) {
    const names = missing.slice(0, MOST_NAMED).map((name) => fitText(name, 80, SMALL_FONT)).join(', ');
    notes.push(word('not_placed', theme.language, {count: plainNumber(missing.length), names}));
  }
  const grid = gridOf(theme);
  const ranked = spec.links.filter((link) => link.value > 0).sort((a, b) => b.value - a.value);
  const most = ranked[0]?.value ?? 1;
  const range = rangeOf(spec.series[0]);
  const foot = 4 + ROWS * grid.height + 14;
  const tiles = PROVINCES.map((province) => {
    const index = places.indexOf(province);
    return tile(context, grid, province, index < 0 ? undefined : index);
  });
  return [
    ...tiles.map((one) => one.base),
    ...ranked.map((link, rank) => flow(context, grid, link, places, most, rank)).reverse().flat(),
    ...tiles.map((one) => one.words),
    ...(range ? [scaleLegend(context, range, theme.width - 4, foot)] : []),
    ...flowList(context, ranked, foot),
  ];
}

export const provinceMap: Drawing<ProvinceMapChart> = {
  isRigid: true,
  height: (_, theme) => ROWS * tileHeight(theme.width) + 8 + SCALE_HEIGHT,
  option: (context) => drawnOption(context, piecesOf(context)),
};
