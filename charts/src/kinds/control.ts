// A control chart: the values, the range in which they usually lie, and the points outside of it, named.
// Roles: current, center, lower, upper.

import {circle, lettering, Placer, type Box, type Shape} from '../drawn/shapes';
import {strokesOf} from '../look/strokes';
import {toneOf} from '../look/theme';
import {spansOf} from '../plot/axes';
import {SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {band, overlay, type Locate} from '../plot/overlay';
import {plotHeight, upright} from '../plot/upright';
import {byRole, type ControlChart, type Series} from '../spec/spec';
import {fitText} from '../text/fit';
import {textWidth} from '../text/measure';
import {lineSeries} from './line';

const LIMITS = ['center', 'lower', 'upper'];
const LABEL_WIDTH = 120;
const RING = 6;

/** Good or bad by the side on which the point lies of the centre. */
function ringColor({spec, palette}: Context<ControlChart>, i: number, value: number): string {
  const centre = byRole(spec, 'center')?.values[i] ?? null;
  return toneOf(palette, centre === null ? null : value - centre, spec.up_is_good) ?? palette.ink;
}

function anomalyShapes(context: Context<ControlChart>, current: Series, at: Locate, plot: Box): Shape[] {
  const placer = new Placer();
  const points = context.spec.anomalies.flatMap(({category, text}) => {
    const value = current.values[category] ?? null;
    return value === null ? [] : [{text, category, value, xy: at([category, value])}];
  });
  for (const {xy: [x, y]} of points) placer.block({x: x - RING, y: y - RING, width: 2 * RING, height: 2 * RING});
  return points.flatMap(({text, category, value, xy: [x, y]}) => {
    const color = ringColor(context, category, value);
    const label = fitText(text, LABEL_WIDTH, SMALL_FONT);
    const width = textWidth(label, SMALL_FONT);
    const left = Math.min(Math.max(plot.x, x - width / 2), plot.x + plot.width - width);
    const goesUp = y - plot.y > plot.height * 0.12;
    const places = (goesUp ? [-15, 15] : [15, -15]).map((dy) => ({x: left, y: y + dy - 7, width, height: 14}));
    const box = text === '' ? undefined : places.find((place) => placer.take(place));
    return [
      circle(x, y, RING, {stroke: color, lineWidth: 2}),
      ...(box ? [lettering(context.theme, label, box.x, box.y + 7, {color, size: SMALL_FONT, isBold: true})] : []),
    ];
  });
}

export const control: Drawing<ControlChart> = {
  height: () => plotHeight,
  option: (context) => {
    const {spec, palette} = context;
    const [current, lower, upper] = ['current', 'lower', 'upper'].map((role) => byRole(spec, role));
    const plain = strokesOf(palette, spec.series.filter((series) => !LIMITS.includes(series.role)));
    const strokes = spec.series.map((series) => LIMITS.includes(series.role)
      ? {color: palette.inkSoft, width: 1, dash: series.role === 'center' ? [2, 2] : [8, 4], symbol: 'none'}
      : plain.shift()!);
    return upright(context, {
      spans: spansOf(spec),
      mayLift: true,
      isBar: false,
      entries: spec.series.map((series, i) => ({name: String(i), label: series.name})),
      colors: strokes.map((stroke) => stroke.color),
      series: (axisOf) => [
        ...(lower && upper ? [band(context, lower, upper, palette.muted, axisOf(upper))] : []),
        ...spec.series.flatMap((series, i) => lineSeries(series, {
          stroke: strokes[i]!, area: 0, name: String(i), axis: axisOf(series),
        })),
        ...(current ? [overlay('anomalies', 7, axisOf(current), (at, plot) =>
          anomalyShapes(context, current, at, plot))] : []),
      ],
    });
  },
};
