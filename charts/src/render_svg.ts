import {init} from './echarts';
import {chartHeight, chartOption} from './option';
import {readChart} from './spec';
import type {Theme} from './theme';

/** A chart as SVG text, without a page: for tests and for files that are made without a browser. */
export function renderSvg(json: unknown, theme: Theme): string {
  const spec = readChart(json);
  const chart = init(null, null, {renderer: 'svg', ssr: true, width: theme.width, height: chartHeight(spec)});
  try {
    chart.setOption(chartOption(spec, theme));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
