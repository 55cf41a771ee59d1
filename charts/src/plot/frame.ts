// What all charts share: type, description, tooltip, legend, notes, and the drawing that says that there is no data.

import type {EChartsOption} from '../echarts';
import {fontOf} from '../look/theme';
import {fitText} from '../text/fit';
import {languageOf, word} from '../text/language';
import {textWidth} from '../text/measure';
import {FONT_SIZE, SMALL_FONT, type Context} from './context';

const LEGEND_NAME_WIDTH = 180;
const LEGEND_LINE = 16;
const LEGEND_MARK = 27;
const LEGEND_GAP = 16;

export function baseOption({spec, palette, theme}: Context): EChartsOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    textStyle: {fontFamily: fontOf(theme), fontSize: FONT_SIZE, color: palette.inkSoft},
    aria: {enabled: true, label: {description: spec.summary || spec.title || spec.id}},
  };
}

export const EMPTY_HEIGHT = 120;

/** An option that says that there is nothing to draw. */
export function emptyOption(context: Context): EChartsOption {
  const {theme, palette} = context;
  return {
    ...baseOption(context),
    title: {
      text: word('no_data', theme.language),
      left: 'center',
      top: 'middle',
      textStyle: {fontFamily: fontOf(theme), fontSize: 13, fontWeight: 'normal', color: palette.inkSoft},
    },
  };
}

export const NOTES_HEIGHT = 20;

/** One line at the foot. */
export function notesTitle({notes, palette, theme}: Context): object {
  const text = notes.join(languageOf(theme.language) === 'zh' ? '；' : '; ');
  return {
    text: fitText(text, theme.width - 4, SMALL_FONT),
    left: 2,
    bottom: 0,
    padding: 0,
    textStyle: {fontFamily: fontOf(theme), fontSize: SMALL_FONT, fontWeight: 'normal', color: palette.inkSoft},
  };
}

export function tooltipFrame({palette, theme}: Context) {
  return {
    confine: true,
    className: 'kebao-tooltip',
    backgroundColor: palette.paper,
    borderColor: palette.rule,
    borderWidth: 1,
    padding: 0,
    textStyle: {color: palette.ink, fontFamily: fontOf(theme), fontSize: FONT_SIZE},
  };
}

export interface LegendEntry {
  name: string;
  label: string;
  icon?: string;
}
export interface Legend {
  option: object;
  /** Room at the top, 0 where there is no legend. */
  height: number;
}

/** In how many rows ECharts will lay the entries out. */
function rowsOf(labels: readonly string[], width: number): number {
  let rows = 1;
  let used = 0;
  for (const label of labels) {
    const needed = LEGEND_MARK + textWidth(label, FONT_SIZE);
    if (used > 0 && used + needed > width) {
      rows++;
      used = 0;
    }
    used += needed + LEGEND_GAP;
  }
  return rows;
}

/** Nothing for one series: the title of the chart already names it. */
export function legend({palette, theme}: Context, entries: LegendEntry[]): Legend {
  if (entries.length < 2) return {option: {show: false}, height: 0};
  const width = theme.width - 8;
  const nameWidth = Math.min(LEGEND_NAME_WIDTH, width - LEGEND_MARK);
  const labels = new Map(entries.map((entry) => [entry.name, fitText(entry.label, nameWidth, FONT_SIZE)]));
  const option = {
    type: 'plain',
    left: 0,
    top: 4,
    width,
    padding: 0,
    itemWidth: 22,
    itemHeight: 10,
    itemGap: LEGEND_GAP,
    textStyle: {color: palette.inkSoft, fontFamily: fontOf(theme), fontSize: FONT_SIZE, lineHeight: LEGEND_LINE},
    formatter: (name: string) => labels.get(name) ?? name,
    data: entries.map(({name, icon}) => (icon ? {name, icon} : {name})),
  };
  return {option, height: 24 + (rowsOf([...labels.values()], width) - 1) * (LEGEND_LINE + LEGEND_GAP)};
}
