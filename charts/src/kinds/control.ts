// A control chart: the values, the range in which they usually lie, and the points outside of it, named.
// Roles: current, center, lower, upper.

import {circle, lettering, Placer, type Box, type Shape} from '../drawn/shapes';
import {strokesOf} from '../look/strokes';
import {toneOf} from '../look/theme';
import {spansOf} from '../plot/axes';
import {SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {band, overlay, tag, type Locate} from '../plot/overlay';
import {plotHeight, upright} from '../plot/upright';
import {byRole, type ControlChart, type Series} from '../spec/spec';
import {fitText} from '../text/fit';
import {textWidth} from '../text/measure';
import {lineSeries} from './line';

const LIMITS = ['center', 'lower', 'upper'];
const LABEL_WIDTH = 120;
const RING = 6;
const LIMIT_WIDTH = 110;

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
    const beside = [x + RING + 4, x - RING - 4 - width].filter((at) => at >= plot.x && at + width <= plot.x + plot.width)
      .map((at) => ({x: at, y: y - 7, width, height: 14}));
    const above = (goesUp ? [-15, 15] : [15, -15]).map((dy) => ({x: left, y: y + dy - 7, width, height: 14}));
    const places = [...beside, ...above];
    const box = text === '' ? undefined : places.find((place) => placer.take(place));
    return [
      circle(x, y, RING, {stroke: color, lineWidth: 2}),
      ...(box ? tag(context, label, box.x, box.y + 7, 'left', {color}) : []),
    ];
  });
}

const lastKnown = (series: Series): number => {
  for (let i = series.values.length - 1; i >= 0; i--) if (series.values[i] !== null) return i;
  return -1;
};
const limitText = (series: Series): string =>
  fitText(`${series.name} ${series.texts[lastKnown(series)] ?? ''}`.trim(), LIMIT_WIDTH, SMALL_FONT);

/** The names of the limits stand at their ends, so that no legend has to be matched. */
function limitLabels({palette, theme}: Context, limits: readonly Series[], at: Locate, plot: Box): Shape[] {
  const placer = new Placer();
  return limits.flatMap((series) => {
    const last = lastKnown(series);
    if (last < 0) return [];
    const y = at([last, series.values[last]!])[1];
    const isFree = placer.take({x: 0, y: y - 6, width: 1, height: 12}, 0);
    return isFree ? [lettering(theme, limitText(series), plot.x + plot.width + 5, y, {color: palette.inkSoft, size: SMALL_FONT})] : [];
  });
}

export const control: Drawing<ControlChart> = {
  height: () => plotHeight,
  option: (context) => {
    const {spec, palette} = context;
    const [current, lower, upper] = ['current', 'lower', 'upper'].map((role) => byRole(spec, role));
    const limits = spec.series.filter((series) => LIMITS.includes(series.role));
    const shown = spec.series.filter((series) => !limits.includes(series));
    const plain = strokesOf(palette, shown);
    const strokes = spec.series.map((series) => LIMITS.includes(series.role)
      ? {color: palette.inkSoft, width: 1, dash: series.role === 'center' ? [2, 2] : [8, 4], symbol: 'none'}
      : plain.shift()!);
    return upright(context, {
      spans: spansOf(spec),
      mayLift: true,
      isBar: false,
      entries: shown.map((series) => ({name: String(spec.series.indexOf(series)), label: series.name})),
      right: limits.reduce((room, series) => Math.max(room, textWidth(limitText(series), SMALL_FONT) + 10), 0),
      colors: strokes.map((stroke) => stroke.color),
      series: (axisOf) => [
        ...(lower && upper ? [band(context, lower, upper, palette.muted, axisOf(upper))] : []),
        ...spec.series.flatMap((series, i) => lineSeries(series, {
          stroke: strokes[i]!, area: 0, name: String(i), axis: axisOf(series),
        })),
        overlay('limits', 6, 0, (at, plot) => limitLabels(context, limits, at, plot)),
        ...(current ? [overlay('anomalies', 7, axisOf(current), (at, plot) =>
          anomalyShapes(context, current, at, plot))] : []),
      ],
    });
  },
};
