import {init} from '../echarts';
import {drawChart} from '../option';
import {firstRows} from '../sampled';
import type {ChartSpec} from '../spec/spec';
import type {SvgOptions} from './options';
import {svgForRsvg} from './rsvg';
import {describedSvg, stableSvg} from './stable';

export interface SvgDrawing {
  svg: string;
  width: number;
  height: number;
  /** What the drawing says about itself: sampled, incomplete, left out. */
  notes: string[];
}

/** A chart as SVG, without a page. The same spec and options give the same bytes. */
export function renderSvg(whole: ChartSpec, {theme, mostRows, target, prefix}: SvgOptions): SvgDrawing {
  const {spec, note} = mostRows === null ? {spec: whole, note: null} : firstRows(whole, mostRows, theme.language);
  const {option, height, notes} = drawChart(spec, theme);
  const chart = init(null, null, {renderer: 'svg', ssr: true, width: theme.width, height});
  try {
    chart.setOption(option);
    const stable = describedSvg(stableSvg(chart.renderToSVGString(), prefix), spec.summary || spec.title);
    const svg = target === 'rsvg' ? svgForRsvg(stable) : stable;
    return {svg, width: theme.width, height, notes: note === null ? notes : [note, ...notes]};
  } finally {
    chart.dispose();
  }
}
