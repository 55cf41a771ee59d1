// What every drawing is made from.

import type {EChartsOption} from '../echarts';
import type {ChartSpec} from '../spec/spec';
import type {Palette, Theme} from '../look/theme';
import type {TooltipContent} from './tooltip';

export const FONT_SIZE = 12;
export const SMALL_FONT = 11;

/** Turns what a tooltip says into something ECharts shows: an element on a page, plain text elsewhere. */
export type TooltipView = (content: TooltipContent) => HTMLElement | string;

export interface Context<S extends ChartSpec = ChartSpec> {
  spec: S;
  theme: Theme;
  palette: Palette;
  tooltipView: TooltipView;
  /** Of the drawing in CSS pixels, without the line of notes. */
  height: number;
  /** Room kept below for the line of notes. */
  footer: number;
  /** What the drawing has to say about itself; drawings add to it. */
  notes: string[];
}

/** How one kind is drawn. Pure. */
export interface Drawing<S extends ChartSpec> {
  /** The height in CSS pixels at which the chart reads well, without the line of notes. */
  height(spec: S, theme: Theme): number;
  /** Set where the drawing has sizes of its own and cannot be pressed together at all. */
  isRigid?: true;
  option(context: Context<S>): EChartsOption;
}
