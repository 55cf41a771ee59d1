// Only what the charts use, drawn as SVG: sharp in print, and no canvas is needed.

import {BarChart, HeatmapChart, LineChart} from 'echarts/charts';
import {
  AriaComponent, GridComponent, LegendComponent, TitleComponent, TooltipComponent, VisualMapContinuousComponent,
} from 'echarts/components';
import {init, use, type EChartsCoreOption, type EChartsType} from 'echarts/core';
import {SVGRenderer} from 'echarts/renderers';

use([
  LineChart, BarChart, HeatmapChart, GridComponent, TitleComponent, TooltipComponent, LegendComponent,
  VisualMapContinuousComponent, AriaComponent, SVGRenderer,
]);

export {init};
export type {EChartsType};
export type EChartsOption = EChartsCoreOption;
