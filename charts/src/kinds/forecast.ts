// What was, what is expected, and how far off that may be. Roles: current, forecast, lower and upper, previous.

import {band, bandName} from '../plot/overlay';
import {strokesOf, type Stroke} from '../look/strokes';
import {spansOf} from '../plot/axes';
import type {Drawing} from '../plot/context';
import {plotHeight, upright} from '../plot/upright';
import {byRole, type PlainChart, type Series} from '../spec/spec';
import {lineSeries} from './line';

const isLimit = (series: Series): boolean => series.role === 'lower' || series.role === 'upper';

/** The expectation starts from the last known point, so that the two lines meet. */
function joined(forecast: Series, current: Series | undefined): Series {
  const first = forecast.values.findIndex((value) => value !== null);
  const last = current?.values[first - 1] ?? null;
  if (first < 1 || last === null || forecast.values[first - 1] !== null) return forecast;
  return {...forecast, values: forecast.values.map((value, i) => (i === first - 1 ? last : value))};
}

export const forecast: Drawing<PlainChart> = {
  height: () => plotHeight,
  option: (context) => {
    const {spec, palette} = context;
    const color = palette.highlights[0];
    const plain = strokesOf(palette, spec.series.filter((series) => series.role !== 'forecast' && !isLimit(series)));
    const strokes: Stroke[] = spec.series.map((series) =>
      series.role === 'forecast' || isLimit(series)
        ? {color, width: 2.25, dash: [5, 3], symbol: 'emptyCircle'} : plain.shift()!);
    const lower = byRole(spec, 'lower');
    const upper = byRole(spec, 'upper');
    const shown = spec.series.filter((series) => !isLimit(series));
    return upright(context, {
      spans: spansOf(spec),
      mayLift: true,
      isBar: false,
      entries: [
        ...shown.map((series) => ({name: String(spec.series.indexOf(series)), label: series.name})),
        ...(lower && upper ? [{name: bandName, label: `${lower.name} – ${upper.name}`, icon: 'rect'}] : []),
      ],
      colors: strokes.map((stroke) => stroke.color),
      series: (axisOf) => [
        ...(lower && upper ? [band(context, lower, upper, color, axisOf(upper))] : []),
        ...shown.flatMap((series) => {
          const place = spec.series.indexOf(series);
          const drawn = series.role === 'forecast' ? joined(series, byRole(spec, 'current')) : series;
          return lineSeries(drawn, {stroke: strokes[place]!, area: 0, name: String(place), axis: axisOf(series)});
        }),
      ],
    });
  },
};
