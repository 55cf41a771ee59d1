// Only what the charts use, drawn as SVG: sharp in print, and no canvas is needed.

import './text/echarts_measure';

import {
  BarChart, CustomChart, HeatmapChart, LineChart, PieChart, RadarChart, SankeyChart, ScatterChart,
} from 'echarts/charts';
import {
  AriaComponent, GridComponent, LegendPlainComponent, RadarComponent, TitleComponent, TooltipComponent,
  VisualMapContinuousComponent,
} from 'echarts/components';
import {init, use, type EChartsCoreOption, type EChartsType} from 'echarts/core';
import {LabelLayout} from 'echarts/features';
import {SVGRenderer} from 'echarts/renderers';

use([
  LineChart, BarChart, PieChart, ScatterChart, RadarChart, SankeyChart, HeatmapChart, CustomChart,
  GridComponent, RadarComponent, TitleComponent, TooltipComponent, LegendPlainComponent, VisualMapContinuousComponent,
  AriaComponent, LabelLayout, SVGRenderer,
]);

export {init};
export type {EChartsType};
export type EChartsOption = EChartsCoreOption;
