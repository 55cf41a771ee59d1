// How many fall into each bin. Marks (mean, median, target) lie on the scale of the bins' edges.

import {lettering, line as stroke, Placer, type Box, type Shape} from '../drawn/shapes';
import {fillStyle, openStyle} from '../look/strokes';
import {spansOf} from '../plot/axes';
import {SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {overlay, valueTags, type Locate} from '../plot/overlay';
import {plotHeight, upright} from '../plot/upright';
import type {HistogramChart} from '../spec/spec';
import {fitText} from '../text/fit';
import {textWidth} from '../text/measure';

/** Place of a value among the bins: 0 is the left edge of the first one; null outside of them. */
export function placeAmong(edges: readonly number[], value: number): number | null {
  for (let i = 1; i < edges.length; i++) {
    const [from, to] = [edges[i - 1]!, edges[i]!];
    if (value >= from && value <= to) return i - 1 + (value - from) / (to - from);
  }
  return null;
}

const ROW = 15;
const MARKS_HEIGHT = 40;
const MARK_DASHES = [[], [6, 3], [2, 2]];

function markShapes(context: Context<HistogramChart>, at: Locate, plot: Box): Shape[] {
  const {spec, palette, theme} = context;
  const width = plot.width / spec.categories.length;
  const placer = new Placer();
  const marks = spec.marks.map((mark, i) => ({...mark, i, place: placeAmong(spec.edges, mark.at)}));
  // From the right: a text stands above the lines that it runs over.
  return marks.sort((a, b) => (b.place ?? 0) - (a.place ?? 0)).flatMap((mark) => {
    const {place, i} = mark;
    if (place === null) return [];
    const x = at([0, 0])[0] + (place - 0.5) * width;
    const label = fitText(`${mark.label} ${mark.text}`.trim(), 150, SMALL_FONT);
    const room = textWidth(label, SMALL_FONT);
    const isLeft = x + room + 6 > plot.x + plot.width;
    const row = [0, 1, 2].find((one) =>
      placer.take({x: isLeft ? x - room - 6 : x, y: one * ROW, width: room + 6, height: ROW - 2})) ?? 2;
    const y = plot.y - 8 - row * ROW;
    return [
      stroke(x, y - 6, x, plot.y + plot.height, {stroke: palette.ink, lineWidth: 1.25, lineDash: MARK_DASHES[i % 3]!}),
      lettering(theme, label, isLeft ? x - 4 : x + 4, y, {color: palette.ink, size: SMALL_FONT, align: isLeft ? 'right' : 'left'}),
    ];
  });
}

export const histogram: Drawing<HistogramChart> = {
  height: (spec) => plotHeight + (spec.marks.length > 0 ? MARKS_HEIGHT : 0),
  option: (context) => {
    const {spec, palette, theme} = context;
    const series = spec.series.slice(0, 1);
    const color = palette.highlights[0];
    const hasRoom = spec.categories.length * 44 < theme.width;
    const option = upright({...context, spec: {...spec, series}}, {
      spans: spansOf(spec, series),
      mayLift: false,
      isBar: true,
      entries: [],
      colors: [color],
      hasLabelsAbove: hasRoom,
      series: () => [
        ...series.map((one) => ({
          type: 'bar', name: '0', barCategoryGap: '4%', color,
          emphasis: {disabled: true},
          data: one.values.map((value, i) => ({
            value, itemStyle: one.incomplete[i] ? openStyle(palette, color) : fillStyle({color, pattern: 0}),
          })),
        })),
        overlay('marks', 6, 0, (at, plot) => markShapes(context, at, plot)),
        ...(hasRoom ? series.map((one) => valueTags(context, one, 0, theme.width / spec.categories.length)) : []),
      ],
    });
    const grid = option['grid'] as {top: number};
    return spec.marks.length === 0 ? option : {...option, grid: {...grid, top: grid.top + MARKS_HEIGHT}};
  },
};
