// Lines: at most three highlighted, the rest and the comparison muted; stretches that are not complete are dashed.

import {strokesOf, type Stroke} from '../look/strokes';
import {spansOf} from '../plot/axes';
import type {Context, Drawing} from '../plot/context';
import {entriesOf, plotHeight, upright} from '../plot/upright';
import type {ChartSpec, PlainChart, Series} from '../spec/spec';

const MANY_POINTS = 16;

/** A point without neighbours would not be seen as a line. */
function isLonely(values: readonly (number | null)[], i: number): boolean {
  return values[i] !== null && (values[i - 1] ?? null) === null && (values[i + 1] ?? null) === null;
}

function points(series: Series, keep: (i: number) => boolean) {
  const showsAll = series.values.length <= MANY_POINTS;
  return series.values.map((value, i) => ({
    value: keep(i) ? value : null,
    ...(showsAll || isLonely(series.values, i) ? {symbolSize: 6} : {symbol: 'none'}),
  }));
}

/** A stretch is open when either of its ends is; both of its ends belong to the dashed line. */
const touchesOpen = (series: Series, i: number): boolean =>
  series.incomplete[i] === true || series.incomplete[i - 1] === true || series.incomplete[i + 1] === true;

export interface LineLook {
  stroke: Stroke;
  /** Opacity of the area below, 0 for none. */
  area: number;
  name: string;
  axis: number;
}

/** The series of ECharts that draw one of ours: the line, and dashed what is not complete. */
export function lineSeries(series: Series, {stroke, area, name, axis}: LineLook): object[] {
  const hasOpen = series.incomplete.some(Boolean);
  const shared = {
    type: 'line',
    name,
    yAxisIndex: axis,
    symbol: stroke.symbol,
    color: stroke.color,
    connectNulls: false,
    z: series.role === 'previous' ? 2 : 3,
    emphasis: {disabled: true},
    ...(area > 0 ? {areaStyle: {color: stroke.color, opacity: area}} : {}),
  };
  const solid = {
    ...shared,
    data: points(series, (i) => !series.incomplete[i]),
    lineStyle: {width: stroke.width, type: stroke.dash, color: stroke.color},
  };
  if (!hasOpen) return [solid];
  const open = {
    ...shared,
    data: points(series, (i) => touchesOpen(series, i)),
    lineStyle: {width: stroke.width, type: [3, 3], color: stroke.color, opacity: 0.75},
  };
  return [solid, open];
}

/** All series of the spec as lines. `areaOf` gives the opacity of the area below each. */
export function linePlot(context: Context, areaOf: (series: Series) => number) {
  const {spec, palette} = context;
  const strokes = strokesOf(palette, spec.series);
  return upright(context, {
    spans: spansOf(spec),
    mayLift: spec.series.every((series) => areaOf(series) < 0.1),
    isBar: false,
    entries: entriesOf(spec.series),
    colors: strokes.map((stroke) => stroke.color),
    series: (axisOf, isLifted) => spec.series.flatMap((one, i) => {
      const axis = axisOf(one);
      return lineSeries(one, {stroke: strokes[i]!, area: isLifted(axis) ? 0 : areaOf(one), name: String(i), axis});
    }),
  });
}

const isAlone = (spec: ChartSpec) => spec.series.filter((series) => series.role !== 'previous').length === 1;

export const line: Drawing<PlainChart> = {
  height: () => plotHeight,
  option: (context) => {
    const alone = isAlone(context.spec);
    return linePlot(context, (series) => (alone && series.role !== 'previous' ? 0.07 : 0));
  },
};

/** Areas start at zero: what is filled is read as a size. */
export const area: Drawing<PlainChart> = {
  height: () => plotHeight,
  option: (context) => linePlot(context, (series) => (series.role === 'previous' ? 0 : 0.22)),
};
