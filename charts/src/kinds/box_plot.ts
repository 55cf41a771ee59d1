// Boxes from quartile to quartile with the median, whiskers to the ends. Five series, by role.

import {circle, lettering, line as stroke, rect, type Shape} from '../drawn/shapes';
import {spansOf} from '../plot/axes';
import {SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {overlay, type Locate} from '../plot/overlay';
import {plotHeight, upright} from '../plot/upright';
import {byRole, type PlainChart} from '../spec/spec';
import {textWidth} from '../text/measure';

export const BOX_ROLES = ['low', 'lower_quartile', 'median', 'upper_quartile', 'high'] as const;
const MOST_WIDTH = 44;
const LEAST_WIDTH = 3;

function boxShapes(context: Context<PlainChart>, i: number, at: Locate, room: number): Shape[] {
  const {spec, palette, theme} = context;
  const values = BOX_ROLES.map((role) => byRole(spec, role)?.values[i] ?? null);
  const median = byRole(spec, 'median');
  if (!median || values[2] === null) return [];
  const color = palette.highlights[0];
  const isOpen = median.incomplete[i] === true;
  const [x, middle] = at([i, values[2]!]);
  const [low, lower, , upper, high] = values.map((value) => (value === null ? null : at([i, value])[1]));
  const width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, room * 0.5));
  const shapes: Shape[] = [];
  const dash = isOpen ? {lineDash: [3, 3]} : {};
  for (const [end, from] of [[low, lower ?? middle], [high, upper ?? middle]] as const) {
    if (end === null || end === undefined || from === null) continue;
    shapes.push(stroke(x, from, x, end, {stroke: color, lineWidth: 1.25, ...dash}));
    shapes.push(stroke(x - width / 4, end, x + width / 4, end, {stroke: color, lineWidth: 1.25}));
  }
  if (lower != null && upper != null) {
    const box = {x: x - width / 2, y: upper, width, height: Math.max(1, lower - upper)};
    shapes.push(rect(box, {fill: isOpen ? palette.paper : palette.scaleNeutral[1]!, stroke: color, lineWidth: 1.25, ...dash}));
  }
  shapes.push(stroke(x - width / 2, middle, x + width / 2, middle, {stroke: color, lineWidth: 3}));
  if (width < 8) shapes.push(circle(x, middle, 2, {fill: color}));
  const text = median.texts[i] ?? '';
  const label = textWidth(text.slice(0, 60), SMALL_FONT);
  if (label + width / 2 + 8 < room * 0.75) {
    shapes.push(lettering(theme, text, x + width / 2 + 5, middle, {color: palette.ink, size: SMALL_FONT}));
  }
  return shapes;
}

export const boxPlot: Drawing<PlainChart> = {
  height: () => plotHeight,
  option: (context) => {
    const {spec, palette} = context;
    const median = byRole(spec, 'median');
    return upright(context, {
      spans: spansOf(spec),
      mayLift: true,
      isBar: true,
      entries: [],
      colors: spec.series.map(() => palette.highlights[0]),
      series: () => [
        // Without a series of its own the pointer would find nothing.
        {type: 'line', name: '0', symbol: 'none', lineStyle: {width: 0}, data: median?.values ?? [], silent: true},
        overlay('boxes', 4, 0, (at, plot) => spec.categories.flatMap((_, i) =>
          boxShapes(context, i, at, plot.width / Math.max(1, spec.categories.length)))),
      ],
    });
  },
};
