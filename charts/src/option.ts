import type {EChartsOption} from './echarts';
import {drawingOf} from './kinds/registry';
import {fontOf, paletteOf, type Theme} from './look/theme';
import type {Context, TooltipView} from './plot/context';
import {emptyOption, EMPTY_HEIGHT, NOTES_HEIGHT, notesTitle} from './plot/frame';
import {sampled} from './sampled';
import {hasValues, type ChartSpec} from './spec/spec';
import {word} from './text/language';
import {setMeasuredFamily} from './text/measure';
import type {TooltipContent} from './plot/tooltip';

const asLines = ({title, lines}: TooltipContent): string =>
  [title, ...lines.map((line) => `${line.name}  ${line.text}`)].join('\n');

const isIncomplete = (spec: ChartSpec): boolean =>
  spec.series.some((series) => series.incomplete.some(Boolean));

/** Drawings too small for a line of notes; what is open in them is dashed all the same. */
const hasNoFoot = (spec: ChartSpec): boolean => spec.kind === 'sparkline';

const MANY_EVENTS = 3;
/** Whether room for a line of notes is kept; decided before drawing, since the height depends on it. */
function footerOf(spec: ChartSpec, hasNotes: boolean): number {
  if (hasNoFoot(spec)) return 0;
  const mayHaveNotes = spec.kind === 'word_cloud' || spec.kind === 'province_map' || spec.kind === 'scatter';
  return hasNotes || mayHaveNotes || spec.events.length > MANY_EVENTS ? NOTES_HEIGHT : 0;
}

const LEAST_SHARE = 0.6;
/** Pressed together further, a chart cannot be read: it is drawn so tall even where less is asked for. */
function leastHeight(spec: ChartSpec, theme: Theme): number {
  const drawing = drawingOf(spec);
  return Math.ceil(drawing.height(spec, theme) * (drawing.isRigid ? 1 : LEAST_SHARE));
}

export interface Drawn {
  option: EChartsOption;
  /** In CSS pixels. */
  height: number;
  /** What the drawing says about itself: sampled, incomplete, left out. */
  notes: string[];
}

/** The one way from a chart as data to a drawing, on screen and in every file. Pure. */
export function drawChart(whole: ChartSpec, theme: Theme, tooltipView: TooltipView = asLines): Drawn {
  const notes: string[] = [];
  setMeasuredFamily(fontOf(theme));
  const spec = sampled(whole, theme, notes);
  const palette = paletteOf(theme);
  if (!hasValues(spec)) {
    const height = theme.height ?? (spec.kind === 'sparkline' ? drawingOf(spec).height(spec, theme) : EMPTY_HEIGHT);
    return {option: emptyOption({spec, theme, palette, tooltipView, height, footer: 0, notes}), height, notes};
  }
  if (isIncomplete(spec)) notes.push(word('incomplete', theme.language));
  const footer = footerOf(spec, notes.length > 0);
  const height = theme.height === undefined ? Math.ceil(drawingOf(spec).height(spec, theme)) + footer
    : Math.max(theme.height, leastHeight(spec, theme) + footer);
  const context: Context = {spec, theme, palette, tooltipView, height: height - footer, footer, notes};
  const option = drawingOf(spec).option(context);
  const title = footer > 0 && notes.length > 0 ? {title: notesTitle(context)} : {};
  return {option: {...option, ...title}, height, notes};
}

export const chartOption = (spec: ChartSpec, theme: Theme, tooltipView?: TooltipView): EChartsOption =>
  drawChart(spec, theme, tooltipView).option;

/** The height in CSS pixels at which the chart reads well at the theme's width. */
export const chartHeight = (spec: ChartSpec, theme: Theme): number => drawChart(spec, theme).height;
