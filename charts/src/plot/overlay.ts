// What is drawn over a plot with axes: known events, targets, bands.

import {lettering, line, polygon, rect, type Box, type Lettering, type Shape} from '../drawn/shapes';
import type {Series, Target} from '../spec/spec';
import {fitText} from '../text/fit';
import {plainNumber, word} from '../text/language';
import {textWidth} from '../text/measure';
import {FONT_SIZE, SMALL_FONT, type Context} from './context';

/** Where a point of the data lies: [category or x, value] → pixels. */
export type Locate = (point: [number, number]) => [number, number];

interface Api {
  coord: Locate;
}

/** A series that holds one drawing; its name keeps it out of legends and tooltips. */
export function overlay(
  name: string, z: number, valueAxis: number, draw: (at: Locate, plot: Box) => Shape[], color?: string,
): object {
  return {
    type: 'custom',
    name: `~${name}`,
    yAxisIndex: valueAxis,
    data: [[0, 0]],
    silent: true,
    z,
    clip: false,
    // The colour of its mark, if the legend names it.
    ...(color ? {itemStyle: {color, opacity: BAND_OPACITY * 2}} : {}),
    tooltip: {show: false},
    renderItem: ({coordSys}: {coordSys: Box}, api: Api) =>
      ({type: 'group', silent: true, children: draw(api.coord, coordSys)}),
  };
}

/** Text on a scrap of paper, so that lines behind it do not run through. */
export function tag(
  {theme, palette}: Context, text: string, x: number, y: number, align: 'left' | 'right' | 'center', look: Partial<Lettering> = {},
): Shape[] {
  const {color = palette.inkSoft, size = SMALL_FONT} = look;
  const width = textWidth(text, size) + 4;
  const left = align === 'left' ? x - 2 : align === 'right' ? x + 2 - width : x - width / 2;
  return [
    rect({x: left, y: y - 7, width, height: 14}, {fill: palette.paper, opacity: 0.75}),
    lettering(theme, text, x, y, {color, size, align}),
  ];
}

/** Values above their bars, over whatever line runs there. */
export function valueTags(context: Context, series: Series, axis: number, room: number): object {
  return overlay('values', 8, axis, (at) => series.values.flatMap((value, i) => {
    if (value === null) return [];
    const [x, y] = at([i, value]);
    const text = fitText(series.texts[i] ?? '', room, FONT_SIZE);
    return tag(context, text, x, value < 0 ? y + 11 : y - 11, 'center', {color: context.palette.ink, size: FONT_SIZE});
  }));
}

const TARGET_LABEL = 130;
const targetText = (target: Target): string => fitText(`${target.label} ${target.text}`.trim(), TARGET_LABEL, SMALL_FONT);

/** Room that the labels of targets need beside the plot. */
export const targetRoom = ({spec}: Context): number =>
  spec.targets.reduce((room, target) => Math.max(room, textWidth(targetText(target), SMALL_FONT) + 12), 0);

/** A straight line over the whole plot; its text stands beside it, or where there is a second axis, upon it. */
export function targetLines(context: Context, axisOf: (series: number) => number, isBeside: boolean): object[] {
  const {spec, palette, theme} = context;
  return spec.targets.map((target, i) => overlay(`target${i}`, 7, axisOf(target.series), (at, plot) => {
    const y = at([0, target.value])[1];
    if (!(y >= plot.y - 1 && y <= plot.y + plot.height + 1)) return [];
    const end = plot.x + plot.width;
    const soft = {color: palette.ink, size: SMALL_FONT};
    return [
      line(plot.x, y, end, y, {stroke: palette.ink, lineWidth: 1, lineDash: [6, 3]}),
      ...(isBeside ? [lettering(theme, targetText(target), end + 5, y, soft)]
        : tag(context, targetText(target), end - 2, y - plot.y > 16 ? y - 9 : y + 9, 'right')),
    ];
  }));
}

const EVENT_ROW = 16;
const EVENT_ROWS = 3;
const EVENT_LABEL = 130;

interface PlacedEvent {
  category: number;
  text: string;
  row: number;
  align: 'left' | 'right';
}
export interface Events {
  series: object[];
  /** Room above the plot for the labels. */
  height: number;
}

const NO_EVENTS: Events = {series: [], height: 0};

/** Puts labels into rows from the left; a label that finds no room is left to the tooltip. */
function placeEvents({spec}: Context, left: number, width: number, isBar: boolean): PlacedEvent[] {
  const count = spec.categories.length;
  const xOf = (i: number) => left + (isBar || count < 2 ? (i + 0.5) / count : i / (count - 1)) * width;
  const ends = new Array<number>(EVENT_ROWS).fill(-Infinity);
  return [...spec.events].sort((a, b) => a.category - b.category).map((event) => {
    const x = xOf(event.category);
    const text = fitText(event.label, Math.min(EVENT_LABEL, width / 2), SMALL_FONT);
    const needed = textWidth(text, SMALL_FONT) + 14;
    const align = x + needed > left + width && x - needed > left ? 'right' : 'left';
    const from = align === 'left' ? x : x - needed;
    const row = text === '' ? -1 : ends.findIndex((end) => end <= from);
    if (row >= 0) ends[row] = from + needed;
    return {category: event.category, text, row, align};
  });
}

/** Lines at the categories where something is known to have happened, labelled above the plot. */
export function eventLines(context: Context, left: number, width: number, isBar: boolean): Events {
  const {spec, palette, theme} = context;
  if (spec.events.length === 0) return NO_EVENTS;
  const placed = placeEvents(context, left, width, isBar);
  const rows = Math.max(1, ...placed.map((event) => event.row + 1));
  const unlabelled = placed.filter((event) => event.row < 0).length;
  if (unlabelled > 0) {
    context.notes.push(word('events_unlabelled', theme.language, {count: plainNumber(unlabelled)}));
  }
  const draw = (at: Locate, plot: Box): Shape[] => placed.flatMap(({category, text, row, align}) => {
    const x = at([category, 0])[0];
    const y = plot.y - 8 - (rows - 1 - Math.max(0, row)) * EVENT_ROW;
    const side = align === 'left' ? 1 : -1;
    return [
      line(x, y, x, plot.y + plot.height, {stroke: palette.inkSoft, lineWidth: 1, lineDash: [2, 3]}),
      polygon([[x - 4, y - 4], [x + 4, y - 4], [x, y + 3]], {fill: palette.inkSoft}),
      ...(row < 0 ? [] : [lettering(theme, text, x + 7 * side, y - 1, {color: palette.inkSoft, size: SMALL_FONT, align})]),
    ];
  });
  return {series: [overlay('events', 2, 0, draw)], height: rows * EVENT_ROW + 4};
}

const BAND = 'band';
const BAND_OPACITY = 0.16;
/** What a legend calls the band by. */
export const bandName = `~${BAND}`;

/** The area between two series, where both are known; an interruption makes another area. */
export function band(context: Context, lower: Series, upper: Series, color: string, axis: number): object {
  return overlay(BAND, 1, axis, (at) => stretches(lower, upper).map((indices) => {
    const top = indices.map((i) => at([i, upper.values[i]!]));
    const bottom = indices.map((i) => at([i, lower.values[i]!])).reverse();
    const style = {fill: color, opacity: context.theme.mode === 'dark' ? BAND_OPACITY * 1.4 : BAND_OPACITY};
    return polygon([...top, ...bottom], style);
  }), color);
}

function stretches(lower: Series, upper: Series): number[][] {
  const runs: number[][] = [[]];
  lower.values.forEach((value, i) => {
    if (value !== null && (upper.values[i] ?? null) !== null) runs[runs.length - 1]!.push(i);
    else if (runs[runs.length - 1]!.length > 0) runs.push([]);
  });
  return runs.filter((run) => run.length > 1);
}
