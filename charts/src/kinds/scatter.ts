// Points by two figures (series 0 across, 1 up, 2 their size if given), with the line that fits them and the quadrants
// that they fall into. Names stand beside points as far as there is room; the outermost come first.

import type {EChartsOption} from '../echarts';
import {lettering, line as stroke, Placer, type Box, type Shape} from '../drawn/shapes';
import {fontOf} from '../look/theme';
import {tickWidth} from '../plot/axes';
import {FONT_SIZE, SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {baseOption, tooltipFrame} from '../plot/frame';
import {overlay, tag, type Locate} from '../plot/overlay';
import {everyNth, withCategories} from '../plot/sample';
import {ticksFor, type Ticks} from '../plot/ticks';
import {indexOf, seriesLine, tip} from '../plot/tooltip';
import type {ScatterChart} from '../spec/spec';
import {fitText} from '../text/fit';
import {plainNumber, word} from '../text/language';
import {textWidth} from '../text/measure';

const MOST_POINTS = 1200;
const MOST_NAMES = 60;
const NAME_WIDTH = 110;
const LARGEST = 34;
const SIDE_TEXT = 110;

const known = (spec: ScatterChart, i: number): boolean =>
  (spec.series[0]?.values[i] ?? null) !== null && (spec.series[1]?.values[i] ?? null) !== null;

/** Too many points are thinned out evenly in the order of the first figure, so that no stretch of it is lost. */
function thinned(context: Context<ScatterChart>): ScatterChart {
  const {spec, theme} = context;
  const all = spec.categories.map((_, i) => i).filter((i) => known(spec, i));
  if (all.length <= MOST_POINTS) return spec;
  const across = spec.series[0]!.values;
  const sorted = [...all].sort((a, b) => across[a]! - across[b]! || a - b);
  const kept = everyNth(sorted.length, MOST_POINTS).map((i) => sorted[i]!).sort((a, b) => a - b);
  context.notes.push(word('sampled_dots', theme.language,
    {count: plainNumber(all.length), shown: plainNumber(kept.length)}));
  return withCategories(spec, kept);
}

function pointSize(spec: ScatterChart, i: number): number {
  const sizes = spec.series[2]?.values;
  if (!sizes) return spec.categories.length > 300 ? 5 : 9;
  const most = sizes.reduce((max: number, value) => Math.max(max, value ?? 0), 0);
  return Math.max(4, Math.sqrt(Math.max(0, sizes[i] ?? 0) / (most || 1)) * LARGEST);
}

function fitShapes(context: Context<ScatterChart>, x: Ticks, y: Ticks, at: Locate, plot: Box): Shape[] {
  const {fit} = context.spec;
  if (!fit) return [];
  const valueAt = (value: number) => fit.intercept + fit.slope * value;
  // The part of the line that lies within both axes.
  const ends = fit.slope === 0 ? [x.min, x.max] : [y.min, y.max].map((value) => (value - fit.intercept) / fit.slope).sort((a, b) => a - b);
  const from = Math.max(x.min, ends[0]!);
  const to = Math.min(x.max, ends[1]!);
  if (!(from < to) || valueAt(from) < y.min - 1e-9 * Math.abs(y.min) - 1 && fit.slope === 0) return [];
  const [x1, y1] = at([from, valueAt(from)]);
  const [x2, y2] = at([to, valueAt(to)]);
  const paint = {stroke: context.palette.highlights[1], lineWidth: 2, lineDash: [8, 4]};
  // Beside the points there is no room that is sure to be free: the text stands above the plot, with its stroke.
  const text = fitText(fit.text, plot.width * 0.5, SMALL_FONT);
  const [right, head] = [plot.x + plot.width, plot.y - 34];
  const start = right - textWidth(text, SMALL_FONT) - 6;
  return [
    stroke(x1, y1, x2, y2, paint),
    ...(text === '' ? [] : [
      stroke(start - 26, head, start, head, paint),
      lettering(context.theme, text, right, head, {color: context.palette.inkSoft, size: SMALL_FONT, align: 'right'}),
    ]),
  ];
}

/** Corner of each quadrant label, in the order of the spec. */
const CORNERS = [[1, 0], [0, 0], [0, 1], [1, 1]] as const;

function quadrantShapes(context: Context<ScatterChart>, at: Locate, plot: Box): Shape[] {
  const {spec: {quadrants}, palette, theme} = context;
  if (!quadrants) return [];
  const [x, y] = at([quadrants.x, quadrants.y]);
  const dash = {stroke: palette.inkSoft, lineWidth: 1, lineDash: [5, 4]};
  const room = Math.max(40, plot.width / 2 - 12);
  return [
    stroke(x, plot.y, x, plot.y + plot.height, dash),
    stroke(plot.x, y, plot.x + plot.width, y, dash),
    ...quadrants.labels.flatMap((label, i) => {
      const [right, down] = CORNERS[i]!;
      return [lettering(theme, fitText(label, room, FONT_SIZE), right ? plot.x + plot.width - 4 : plot.x + 4,
        down ? plot.y + plot.height - 9 : plot.y + 9,
        {color: palette.inkSoft, isBold: true, align: right ? 'right' : 'left'})];
    }),
    lettering(theme, fitText(quadrants.xText, 160, SMALL_FONT), x, plot.y - 9,
      {color: palette.inkSoft, size: SMALL_FONT, align: 'center'}),
    lettering(theme, fitText(quadrants.yText, SIDE_TEXT, SMALL_FONT), plot.x + plot.width + 5, y,
      {color: palette.inkSoft, size: SMALL_FONT}),
  ];
}

function nameShapes(context: Context<ScatterChart>, spec: ScatterChart, at: Locate, plot: Box): Shape[] {
  const [across, up] = [spec.series[0]!.values, spec.series[1]!.values];
  const points = spec.categories.map((name, i) => ({name, i})).filter(({name, i}) => name && known(spec, i))
    .map((point) => ({...point, xy: at([across[point.i]!, up[point.i]!]), r: pointSize(spec, point.i) / 2}));
  if (points.length > MOST_NAMES * 5) return [];
  const placer = new Placer();
  if (context.spec.quadrants) {
    for (const [right, down] of CORNERS) {
      placer.block({x: plot.x + (right ? plot.width - 90 : 0), y: plot.y + (down ? plot.height - 18 : 0), width: 90, height: 18});
    }
  }
  for (const {xy: [x, y], r} of points) placer.block({x: x - r, y: y - r, width: 2 * r, height: 2 * r});
  const middle = [plot.x + plot.width / 2, plot.y + plot.height / 2] as const;
  const outwards = (xy: [number, number]) => ((xy[0] - middle[0]) / plot.width) ** 2 + ((xy[1] - middle[1]) / plot.height) ** 2;
  const order = [...points].sort((a, b) => outwards(b.xy) - outwards(a.xy) || a.i - b.i);
  let named = 0;
  return order.flatMap(({name, xy: [x, y], r}) => {
    if (named >= MOST_NAMES) return [];
    const label = fitText(name, NAME_WIDTH, SMALL_FONT);
    const width = textWidth(label, SMALL_FONT);
    const spots = [
      {x: x + r + 4, y: y - 7, width, height: 14}, {x: x - r - 4 - width, y: y - 7, width, height: 14},
      {x: x - width / 2, y: y - r - 17, width, height: 14}, {x: x - width / 2, y: y + r + 3, width, height: 14},
    ].filter((box) => box.x >= plot.x && box.x + box.width <= plot.x + plot.width + 10 && box.y >= plot.y - 10 &&
      box.y + box.height <= plot.y + plot.height);
    const box = spots.find((spot) => placer.take(spot, 1));
    if (!box) return [];
    named++;
    return tag(context, label, box.x, box.y + 7, 'left', {color: context.palette.ink});
  });
}

function axis(context: Context<ScatterChart>, ticks: Ticks, name: string, isAcross: boolean, room: number, gap = 10): object {
  const {palette, theme} = context;
  return {
    type: 'value',
    min: ticks.min,
    max: ticks.max,
    interval: ticks.interval,
    name: fitText(name, room, FONT_SIZE),
    nameLocation: isAcross ? 'middle' : 'end',
    nameGap: isAcross ? 30 : gap,
    nameTextStyle: {
      color: palette.inkSoft, fontFamily: fontOf(theme), fontSize: FONT_SIZE, align: isAcross ? 'center' : 'left',
      ...(isAcross ? {} : {padding: [0, 0, 0, -tickWidth(ticks) - 8]}),
    },
    axisLabel: {formatter: ticks.label, color: palette.inkSoft, fontSize: FONT_SIZE, hideOverlap: true},
    splitLine: {show: true, lineStyle: {color: palette.ruleSoft}},
    axisLine: {show: isAcross, lineStyle: {color: palette.rule}},
    axisTick: {show: false},
  };
}

export const scatter: Drawing<ScatterChart> = {
  height: () => 380,
  option: (context) => {
    const {theme, palette} = context;
    const {quadrants} = context.spec;
    const spec = thinned(context);
    const [across, up] = [spec.series[0]!, spec.series[1]!];
    const x = ticksFor([...across.values, ...(quadrants ? [quadrants.x] : [])], across.format, theme.language, true);
    const y = ticksFor([...up.values, ...(quadrants ? [quadrants.y] : [])], up.format, theme.language, true);
    const left = tickWidth(y) + 16;
    const right = Math.max(24, quadrants ? textWidth(fitText(quadrants.yText, SIDE_TEXT, SMALL_FONT), SMALL_FONT) + 10 : 0);
    const hasHead = quadrants !== null || context.spec.fit !== null;
    const hasSizes = spec.series.length > 2;
    const indices = spec.categories.map((_, i) => i).filter((i) => known(spec, i));
    return {
      ...baseOption(context),
      grid: {left, right, top: hasHead ? 48 : 34, bottom: 50 + context.footer, outerBoundsMode: 'none'},
      xAxis: axis(context, x, across.name, true, theme.width - left - right),
      yAxis: axis(context, y, up.name, false, theme.width * 0.4, hasHead ? 28 : 14),
      series: [
        overlay('quadrants', 1, 0, (at, plot) => quadrantShapes(context, at, plot)),
        {
          type: 'scatter',
          name: '0',
          symbolSize: pointSize(spec, 0),
          z: 3,
          emphasis: {disabled: true},
          itemStyle: {color: palette.highlights[0], opacity: 0.72, borderColor: palette.paper, borderWidth: 0.75},
          data: indices.map((i) => ({
            value: [across.values[i], up.values[i]],
            ...(hasSizes ? {symbolSize: pointSize(spec, i)} : {}),
            ...(across.incomplete[i] || up.incomplete[i]
              ? {symbol: 'emptyCircle', itemStyle: {color: palette.highlights[0], borderColor: palette.highlights[0]}} : {}),
          })),
        },
        overlay('fit', 4, 0, (at, plot) => fitShapes(context, x, y, at, plot)),
        overlay('names', 5, 0, (at, plot) => nameShapes(context, spec, at, plot)),
      ],
      tooltip: {
        ...tooltipFrame(context),
        trigger: 'item',
        formatter: (hovered: unknown) => {
          const i = indices[indexOf(hovered)] ?? 0;
          return context.tooltipView(tip(spec.categories[i] ?? '',
            spec.series.map((series, s) => seriesLine(series, i, s < 2 ? palette.highlights[0] : palette.muted))));
        },
      },
    } as EChartsOption;
  },
};
