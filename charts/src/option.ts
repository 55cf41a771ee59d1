import type {EChartsOption} from './echarts';
import {barOption, horizontalBarHeight, horizontalBarOption} from './kinds/bar';
import {emptyOption, type Context, type TooltipView} from './kinds/frame';
import {heatMapHeight, heatMapOption} from './kinds/heat_map';
import {lineOption} from './kinds/line';
import {hasValues, type ChartKind, type ChartSpec} from './spec';
import {paletteOf, type Theme} from './theme';
import type {TooltipContent} from './tooltip';

const BUILDERS: Record<ChartKind, (context: Context) => EChartsOption> = {
  line: lineOption,
  bar: barOption,
  horizontal_bar: horizontalBarOption,
  heat_map: heatMapOption,
};

const asLines = ({title, lines}: TooltipContent): string =>
  [title, ...lines.map((line) => `${line.name}  ${line.text}`)].join('\n');

/** The one way from a chart as data to a drawing, on screen and in every file. Pure. */
export function chartOption(spec: ChartSpec, theme: Theme, tooltipView: TooltipView = asLines): EChartsOption {
  const context = {spec, theme, palette: paletteOf(theme), tooltipView};
  return hasValues(spec) ? BUILDERS[spec.kind](context) : emptyOption(context);
}

/** The height in CSS pixels at which the chart reads well. */
export function chartHeight(spec: ChartSpec): number {
  if (!hasValues(spec)) return 120;
  if (spec.kind === 'horizontal_bar') return horizontalBarHeight(spec.categories.length, spec.series.length);
  if (spec.kind === 'heat_map') return heatMapHeight(spec.rows.length);
  return 300;
}
