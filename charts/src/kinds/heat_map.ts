// A heat map, for example hour × weekday. Lightness alone carries the order; where a cell has room it also shows its text.

import type {EChartsOption} from '../echarts';
import {inkOn, scaleOf, shade} from '../look/theme';
import {FONT_SIZE, SMALL_FONT as CELL_FONT, type Context as AnyContext, type Drawing} from '../plot/context';
import {baseOption, tooltipFrame} from '../plot/frame';
import {ticksFor} from '../plot/ticks';
import {indexOf, seriesLine, tip} from '../plot/tooltip';
import type {HeatMapChart} from '../spec/spec';
import {fitText, widestText} from '../text/fit';
import {textWidth} from '../text/measure';

type Context = AnyContext<HeatMapChart>;

const CELL_HEIGHT = 30;
const MAX_LABEL_WIDTH = 140;
const LEGEND_ROOM = 44;

function extent(values: readonly (number | null)[]): [number, number] {
  const known = values.filter((value): value is number => value !== null);
  const high = known.reduce((most, value) => Math.max(most, value), 0);
  const low = known.reduce((least, value) => Math.min(least, value), 0);
  return high > low ? [low, high] : [low, low + 1];
}

function cells(context: Context, columns: number, [low, high]: [number, number]) {
  const {spec, palette} = context;
  const scale = scaleOf(palette, spec.up_is_good);
  const series = spec.series[0];
  return (series?.values ?? []).map((value, i) => {
    const ink = value === null ? palette.ink : inkOn(shade(scale, (value - low) / (high - low)));
    return {
      value: [i % columns, Math.floor(i / columns), value ?? '-'],
      label: {color: ink},
      ...(series?.incomplete[i] ? {itemStyle: {borderColor: palette.inkSoft, borderType: 'dashed', borderWidth: 1}} : {}),
    };
  });
}

/** Row and column of a cell, and its figure. */
function cellTooltip(spec: HeatMapChart, index: number, color: string) {
  const columns = Math.max(1, spec.categories.length);
  const title = `${spec.rows[Math.floor(index / columns)] ?? ''} · ${spec.categories[index % columns] ?? ''}`;
  return tip(title, spec.series.slice(0, 1).map((series) => seriesLine(series, index, color)));
}

function scaleLegend(context: Context, [low, high]: [number, number]) {
  const {spec, theme, palette} = context;
  const format = spec.series[0]?.format ?? 'integer';
  const {label} = ticksFor([low, high], format, theme.language, false);
  const exact = (value: number) => fitText(nearestText(spec.series[0], value) ?? label(value), 110, CELL_FONT);
  return {
    type: 'continuous',
    min: low,
    max: high,
    calculable: false,
    orient: 'horizontal',
    right: 8,
    bottom: context.footer,
    itemWidth: 10,
    itemHeight: 120,
    text: [exact(high), exact(low)],
    textStyle: {color: palette.inkSoft, fontSize: CELL_FONT},
    inRange: {color: [...scaleOf(palette, spec.up_is_good)]},
  };
}

/** The text of the cell that has exactly this value, so that the legend reads like the cells. */
function nearestText(series: {values: (number | null)[]; texts: string[]} | undefined, value: number) {
  const i = series?.values.indexOf(value) ?? -1;
  return i < 0 ? undefined : series?.texts[i];
}

function heatMapOption(context: Context): EChartsOption {
  const {spec, theme, palette} = context;
  const columns = Math.max(1, spec.categories.length);
  const range = extent(spec.series[0]?.values ?? []);
  const rowRoom = Math.min(MAX_LABEL_WIDTH, theme.width * 0.25);
  const left = widestText(spec.rows, FONT_SIZE, rowRoom) + 16;
  const cellWidth = (theme.width - left - 8) / columns;
  const texts = spec.series[0]?.texts ?? [];
  const hasRoom = widestText(texts, CELL_FONT, cellWidth) < cellWidth - 4;
  const labelAxis = {
    type: 'category', axisLine: {show: false}, axisTick: {show: false}, splitArea: {show: false},
  };
  return {
    ...baseOption(context),
    grid: {left, right: 8, top: 28, bottom: LEGEND_ROOM + context.footer, outerBoundsMode: 'none'},
    xAxis: {
      ...labelAxis,
      position: 'top',
      data: spec.categories,
      axisLabel: {
        color: palette.inkSoft, fontSize: FONT_SIZE, hideOverlap: true, margin: 8,
        formatter: (text: string) => fitText(text, Math.max(cellWidth - 2, textWidth('00', FONT_SIZE)), FONT_SIZE),
      },
    },
    yAxis: {
      ...labelAxis,
      data: spec.rows,
      inverse: true,
      axisLabel: {
        color: palette.inkSoft, fontSize: FONT_SIZE, margin: 8, interval: 0,
        formatter: (text: string) => fitText(text, rowRoom, FONT_SIZE),
      },
    },
    visualMap: scaleLegend(context, range),
    series: [{
      type: 'heatmap',
      data: cells(context, columns, range),
      itemStyle: {borderColor: palette.paper, borderWidth: 1.5, borderRadius: 2},
      emphasis: {disabled: true},
      label: {
        show: hasRoom, fontSize: CELL_FONT,
        formatter: (item: {dataIndex: number}) => texts[item.dataIndex] ?? '',
      },
    }],
    tooltip: {
      ...tooltipFrame(context),
      trigger: 'item',
      formatter: (hovered: unknown) => context.tooltipView(cellTooltip(
        spec, indexOf(hovered), String((hovered as {color?: unknown}).color ?? palette.highlights[0]))),
    },
  } as EChartsOption;
}

export const heatMap: Drawing<HeatMapChart> = {
  height: (spec) => spec.rows.length * CELL_HEIGHT + 34 + LEGEND_ROOM,
  option: heatMapOption,
};
