// A line without axes, for a table's cell or a tile: its run, and where it stands.

import type {EChartsOption} from '../echarts';
import {strokesOf} from '../look/strokes';
import type {Drawing} from '../plot/context';
import {baseOption, tooltipFrame} from '../plot/frame';
import {spansOf} from '../plot/axes';
import {categoryTooltip, indexOf} from '../plot/tooltip';
import type {PlainChart, Series} from '../spec/spec';
import {lineSeries} from './line';

const lastKnown = (series: Series): number =>
  series.values.reduce((last: number, value, i) => (value === null ? last : i), -1);

/** From the lowest to the highest value: a sparkline shows the run, not the size. */
function ends(values: readonly (number | null)[]): {min: number; max: number} {
  const known = values.filter((value): value is number => value !== null);
  const [min, max] = [Math.min(...known), Math.max(...known)];
  return max > min ? {min, max} : {min: min - 1, max: max + 1};
}

export const sparkline: Drawing<PlainChart> = {
  height: () => 40,
  option: (context) => {
    const {spec, palette} = context;
    const strokes = strokesOf(palette, spec.series);
    const spans = spansOf(spec);
    const formats = spans.map((span) => span.format);
    return {
      ...baseOption(context),
      grid: {left: 4, right: 6, top: 6, bottom: 6 + context.footer, outerBoundsMode: 'none'},
      xAxis: {type: 'category', show: false, data: spec.categories, boundaryGap: spec.categories.length < 2},
      yAxis: spans.map(({values}) => ({type: 'value', show: false, ...ends(values)})),
      series: spec.series.flatMap((series, i) => {
        const [drawn] = lineSeries({...series, incomplete: []}, {
          stroke: {...strokes[i]!, width: series.role === 'previous' ? 1 : 1.5}, area: 0, name: String(i),
          axis: formats.indexOf(series.format),
        });
        const last = series.role === 'previous' ? -1 : lastKnown(series);
        return [{
          ...drawn,
          data: series.values.map((value, at) => ({value, ...(at === last ? {symbolSize: 5} : {symbol: 'none'})})),
        }];
      }),
      tooltip: {
        ...tooltipFrame(context),
        trigger: 'axis',
        formatter: (hovered: unknown) => context.tooltipView(
          categoryTooltip(spec, indexOf(hovered), strokes.map((stroke) => stroke.color))),
      },
    } as EChartsOption;
  },
};
