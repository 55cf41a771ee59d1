// Parts of a whole, one upon the other. The total above them is a figure of the report, not a sum made here.

import {fillsOf, fillStyle, openStyle, type Fill} from '../look/strokes';
import {inkOn} from '../look/theme';
import {stackedSpan} from '../plot/axes';
import {FONT_SIZE, SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {type LegendEntry} from '../plot/frame';
import {lying, lyingHeight} from '../plot/lying';
import {ticksFor} from '../plot/ticks';
import {plotHeight, upright} from '../plot/upright';
import {byRole, type ChartSpec, type PlainChart, type Series} from '../spec/spec';
import {fitText} from '../text/fit';
import {textWidth} from '../text/measure';

interface Stack {
  parts: Series[];
  total: Series | undefined;
  /** One per part. */
  fills: Fill[];
  entries: LegendEntry[];
  /** One per series of the spec. */
  colors: string[];
}

function stackOf({spec, palette}: Context): Stack {
  const total = byRole(spec, 'total');
  const parts = spec.series.filter((series) => series !== total);
  const fills = fillsOf(palette, parts);
  return {
    parts, total, fills,
    entries: parts.map((one, i) => ({name: String(i), label: one.name, icon: 'rect'})),
    colors: spec.series.map((series) => fills[parts.indexOf(series)]?.color ?? ''),
  };
}

/** Pixels of one unit along the value axis, about. */
function pixelsPerUnit(context: Context, stack: Stack, length: number): number {
  const {format, values} = stackedSpan(context.spec, stack.parts);
  const {min, max} = ticksFor(values, format, context.theme.language, false);
  return length / (max - min);
}

interface Room {
  /** Along the value axis, for a value of 1. */
  perUnit: number;
  /** Across it. */
  across: number;
  isLying: boolean;
}

/** The text of a part where the part is large enough for it. */
function partLabel(series: Series, i: number, fill: Fill, room: Room): object {
  const text = series.texts[i] ?? '';
  const along = Math.abs(series.values[i] ?? 0) * room.perUnit;
  const width = textWidth(text.slice(0, 60), SMALL_FONT) + 6;
  const fits = room.isLying ? along >= width && room.across >= 13 : along >= 15 && room.across >= width;
  if (!fits || series.incomplete[i]) return {show: false};
  return {
    show: true, position: 'inside', formatter: () => text, fontSize: SMALL_FONT, color: inkOn(fill.color),
    // Hatching does not run through the text.
    ...(fill.pattern > 0 ? {backgroundColor: fill.color, padding: [1, 3]} : {}),
  };
}

function partSeries(context: Context, stack: Stack, room: Room): object[] {
  const {palette} = context;
  return stack.parts.map((series, place) => {
    const fill = stack.fills[place]!;
    return {
      type: 'bar',
      name: String(place),
      stack: series.role === 'previous' ? 'previous' : 'parts',
      barMaxWidth: room.isLying ? 18 : 48,
      barCategoryGap: '34%',
      color: fill.color,
      itemStyle: fillStyle(fill),
      emphasis: {disabled: true},
      data: series.values.map((value, i) => ({
        value,
        itemStyle: {
          borderColor: palette.paper, borderWidth: 0.75,
          ...(series.incomplete[i] ? openStyle(palette, fill.color) : fillStyle(fill)),
        },
        label: partLabel(series, i, fill, room),
      })),
    };
  });
}

/** The total at the end of the stack: a part of no size that carries the text. */
function totalSeries({spec, palette}: Context, stack: Stack, isLying: boolean): object[] {
  const {total} = stack;
  if (!total) return [];
  return [{
    type: 'bar',
    name: '~total',
    stack: 'parts',
    color: 'transparent',
    silent: true,
    data: spec.categories.map((_, i) => (total.values[i] === null ? null : 0)),
    label: {
      show: true, position: isLying ? 'right' : 'top', distance: 4, color: palette.ink, fontSize: FONT_SIZE,
      formatter: ({dataIndex}: {dataIndex: number}) => fitText(total.texts[dataIndex] ?? '', 110, FONT_SIZE),
    },
  }];
}

const isRoomy = (spec: ChartSpec, width: number) => width / Math.max(1, spec.categories.length) >= 40;

export const stackedBar: Drawing<PlainChart> = {
  height: () => plotHeight + 20,
  option: (context) => {
    const {spec, theme} = context;
    const stack = stackOf(context);
    const across = Math.min(48, ((theme.width - 60) / Math.max(1, spec.categories.length)) * 0.66);
    const room = {perUnit: pixelsPerUnit(context, stack, context.height - 100), across, isLying: false};
    const showsTotals = isRoomy(spec, theme.width - 60);
    return upright(context, {
      spans: [stackedSpan(spec, stack.parts)],
      mayLift: false,
      isBar: true,
      entries: stack.entries,
      colors: stack.colors,
      hasLabelsAbove: showsTotals && stack.total !== undefined,
      series: () => [
        ...partSeries(context, stack, room), ...(showsTotals ? totalSeries(context, stack, false) : []),
      ],
    });
  },
};

export const stackedHorizontalBar: Drawing<PlainChart> = {
  height: (spec) => lyingHeight(spec.categories.length, 1, 1) + 24,
  option: (context) => {
    const {spec, theme} = context;
    const stack = stackOf(context);
    const room = {perUnit: pixelsPerUnit(context, stack, theme.width * 0.6), across: 18, isLying: true};
    const option = lying(context, {
      spans: [stackedSpan(spec, stack.parts)],
      entries: stack.entries,
      colors: stack.colors,
      labels: stack.total?.texts ?? null,
      series: [...partSeries(context, stack, room), ...totalSeries(context, stack, true)],
    });
    return option;
  },
};

/** Areas upon each other; the lines between them keep their dashes, for those who see no colours. */
export const stackedArea: Drawing<PlainChart> = {
  height: () => plotHeight + 20,
  option: (context) => {
    const {spec, palette} = context;
    const stack = stackOf(context);
    return upright(context, {
      spans: [stackedSpan(spec, stack.parts)],
      mayLift: false,
      isBar: false,
      entries: stack.entries,
      colors: stack.colors,
      series: () => stack.parts.map((series, place) => ({
        type: 'line',
        name: String(place),
        stack: 'parts',
        symbol: 'none',
        color: stack.fills[place]!.color,
        connectNulls: false,
        emphasis: {disabled: true},
        lineStyle: {width: 1, color: palette.paper},
        areaStyle: {color: stack.fills[place]!.color, opacity: 0.92},
        data: series.values.map((value) => value),
      })),
    });
  },
};

