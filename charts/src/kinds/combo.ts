// Bars and lines over the same categories: sizes as bars, rates as lines. Series of the first format are bars, those of
// other formats lines; where all have one format, the first series is bars and the rest lines.

import {fillsOf, strokesOf} from '../look/strokes';
import {spansOf} from '../plot/axes';
import type {Drawing} from '../plot/context';
import {plotHeight, upright} from '../plot/upright';
import type {PlainChart, Series} from '../spec/spec';
import {barSeries} from './bar';
import {lineSeries} from './line';

/** Which series are bars. */
export function barsOf(series: readonly Series[]): Series[] {
  const first = series[0];
  const bars = series.filter((one) => one.format === first?.format);
  return bars.length < series.length ? bars : series.slice(0, 1);
}

export const combo: Drawing<PlainChart> = {
  height: () => plotHeight,
  option: (context) => {
    const {spec, palette} = context;
    const bars = barsOf(spec.series);
    const fills = fillsOf(palette, spec.series);
    const strokes = strokesOf(palette, spec.series);
    return upright(context, {
      spans: spansOf(spec),
      mayLift: false,
      isBar: true,
      entries: spec.series.map((one, i) =>
        ({name: String(i), label: one.name, ...(bars.includes(one) ? {icon: 'rect'} : {})})),
      colors: fills.map((fill) => fill.color),
      series: (axisOf) => spec.series.flatMap((one, i) => {
        const place = {name: String(i), axis: axisOf(one)};
        return bars.includes(one)
          ? [barSeries(context, one, {...place, fill: fills[i]!, isLying: false, showsValues: false})]
          : lineSeries(one, {...place, stroke: strokes[i]!, area: 0});
      }),
    });
  },
};
