// Several figures of a few things at once. With scales of their own, each axis runs from its low to its high.

import type {EChartsOption} from '../echarts';
import {strokesOf} from '../look/strokes';
import {fontOf} from '../look/theme';
import {FONT_SIZE, type Drawing} from '../plot/context';
import {baseOption, legend, tooltipFrame} from '../plot/frame';
import {ticksFor} from '../plot/ticks';
import {indexOf, tip, tipLine} from '../plot/tooltip';
import type {RadarChart} from '../spec/spec';
import {fitText} from '../text/fit';

const NAME_WIDTH = 120;

function indicators({spec, theme}: {spec: RadarChart; theme: {language: string}}) {
  const all = spec.series.flatMap((series) => series.values);
  const shared = ticksFor(all, spec.series[0]?.format ?? 'integer', theme.language, false);
  return spec.categories.map((_, i) => ({
    name: String(i), min: spec.scales[i]?.low ?? shared.min, max: spec.scales[i]?.high ?? shared.max,
  }));
}

export const radar: Drawing<RadarChart> = {
  height: () => 360,
  option: (context) => {
    const {spec, theme, palette, height} = context;
    const strokes = strokesOf(palette, spec.series);
    const named = legend(context, spec.series.map((one, i) => ({name: String(i), label: one.name, icon: strokes[i]!.symbol})));
    const top = named.height + 30;
    const nameWidth = Math.min(NAME_WIDTH, theme.width / 4);
    return {
      ...baseOption(context),
      legend: named.option,
      radar: {
        center: [theme.width / 2, (top + height - 30) / 2],
        radius: Math.max(20, Math.min((height - 30 - top) / 2, theme.width / 2 - nameWidth - 12)),
        splitNumber: 4,
        indicator: indicators(context),
        axisName: {
          color: palette.ink, fontSize: FONT_SIZE, fontFamily: fontOf(theme),
          formatter: (name: string) => fitText(spec.categories[Number(name)] ?? '', nameWidth, FONT_SIZE),
        },
        axisLine: {lineStyle: {color: palette.rule}},
        splitLine: {lineStyle: {color: palette.ruleSoft}},
        splitArea: {show: false},
      },
      series: spec.series.map((series, i) => ({
        type: 'radar',
        name: String(i),
        symbol: strokes[i]!.symbol,
        symbolSize: 5,
        color: strokes[i]!.color,
        emphasis: {disabled: true},
        lineStyle: {color: strokes[i]!.color, width: strokes[i]!.width, type: strokes[i]!.dash},
        areaStyle: {color: strokes[i]!.color, opacity: i === 0 ? 0.12 : 0},
        data: [{name: String(i), value: series.values.map((value) => value ?? '-')}],
      })),
      tooltip: {
        ...tooltipFrame(context),
        trigger: 'item',
        formatter: (hovered: {seriesIndex?: number}) => {
          const series = spec.series[hovered.seriesIndex ?? indexOf(hovered)];
          const lines = spec.categories.map((name, i) =>
            tipLine(name, series?.texts[i] ?? '', strokes[hovered.seriesIndex ?? 0]?.color));
          return context.tooltipView(tip(series?.name ?? '', lines));
        },
      },
    } as EChartsOption;
  },
};
