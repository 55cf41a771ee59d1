// Every kind, and how it is drawn.

import type {Drawing} from '../plot/context';
import type {ChartKind, ChartSpec, SpecOf} from '../spec/spec';
import {bar, horizontalBar} from './bar';
import {boxPlot} from './box_plot';
import {bullet} from './bullet';
import {calendar} from './calendar';
import {combo} from './combo';
import {control} from './control';
import {forecast} from './forecast';
import {funnel} from './funnel';
import {gauge} from './gauge';
import {heatMap} from './heat_map';
import {histogram} from './histogram';
import {area, line} from './line';
import {doughnut, pie} from './pie';
import {provinceMap} from './province_map';
import {radar} from './radar';
import {sankey} from './sankey';
import {scatter} from './scatter';
import {sparkline} from './sparkline';
import {stackedArea, stackedBar, stackedHorizontalBar} from './stacked';
import {treemap} from './treemap';
import {waterfall} from './waterfall';
import {wordCloud} from './word_cloud';

const DRAWINGS: {[K in ChartKind]: Drawing<SpecOf<K>>} = {
  line, area, bar, combo, pie, doughnut, funnel, gauge, bullet, calendar, sparkline, forecast, scatter, radar, histogram,
  treemap, sankey, waterfall, control,
  stacked_area: stackedArea,
  stacked_bar: stackedBar,
  horizontal_bar: horizontalBar,
  stacked_horizontal_bar: stackedHorizontalBar,
  heat_map: heatMap,
  box_plot: boxPlot,
  province_map: provinceMap,
  word_cloud: wordCloud,
};

/** The kind of the spec decides its type, which the compiler cannot see through an index. */
export const drawingOf = (spec: ChartSpec): Drawing<ChartSpec> => DRAWINGS[spec.kind] as unknown as Drawing<ChartSpec>;
