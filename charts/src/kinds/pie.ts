// Shares of a whole. Every slice is named beside it, so no legend and no colour has to be matched. The first three are
// highlighted; what is small is merged by the report, not here. Role "share": texts of the shares; "total": its text
// stands in the middle of a doughnut.

import type {EChartsOption} from '../echarts';
import {fillOf} from '../look/theme';
import {openStyle} from '../look/strokes';
import {FONT_SIZE, type Context, type Drawing} from '../plot/context';
import {baseOption, tooltipFrame} from '../plot/frame';
import {indexOf, tip, tipLine} from '../plot/tooltip';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText} from '../text/fit';
import {drawnText} from './pie_middle';

const textOf = (spec: PlainChart, i: number): string => {
  const share = byRole(spec, 'share')?.texts[i];
  const value = spec.series[0]?.texts[i] ?? '';
  return share ? `${value} · ${share}` : value;
};

function slices({spec, palette}: Context<PlainChart>) {
  const series = spec.series[0]!;
  return series.values.map((value, i) => {
    const color = fillOf(palette, i);
    return {
      name: String(i),
      value: value ?? 0,
      itemStyle: series.incomplete[i] ? openStyle(palette, color) : {color},
      // A slice of nothing has no place; its figure is in the table.
      ...(value === null || value === 0 ? {label: {show: false}, labelLine: {show: false}} : {}),
    };
  });
}

function pieOption(context: Context<PlainChart>, hole: number): EChartsOption {
  const {spec, palette, theme, height} = context;
  const radius = Math.max(16, Math.min((height - 44) / 2, theme.width * 0.26));
  const room = theme.width / 2 - radius - 34;
  return {
    ...baseOption(context),
    series: [{
      type: 'pie',
      name: '0',
      center: [theme.width / 2, height / 2],
      radius: [radius * hole, radius],
      startAngle: 90,
      minAngle: 1,
      avoidLabelOverlap: true,
      emphasis: {disabled: true},
      stillShowZeroSum: false,
      itemStyle: {borderColor: palette.paper, borderWidth: 1.5},
      label: {
        color: palette.ink, fontSize: FONT_SIZE, lineHeight: 15,
        formatter: ({dataIndex}: {dataIndex: number}) =>
          `${fitText(spec.categories[dataIndex] ?? '', room, FONT_SIZE)}\n${fitText(textOf(spec, dataIndex), room, FONT_SIZE)}`,
      },
      labelLine: {length: 10, length2: 10, lineStyle: {color: palette.rule}},
      labelLayout: {hideOverlap: true},
      data: slices(context),
    }, ...drawnText(context, hole * radius)],
    tooltip: {
      ...tooltipFrame(context),
      trigger: 'item',
      formatter: (hovered: unknown) => {
        const i = indexOf(hovered);
        return context.tooltipView(tip(spec.categories[i] ?? '', [
          tipLine(spec.series[0]?.name ?? '', textOf(spec, i), fillOf(palette, i), spec.series[0]?.incomplete[i])]));
      },
    },
  } as EChartsOption;
}

const HOLE = 0.58;

export const pie: Drawing<PlainChart> = {height: () => 300, option: (context) => pieOption(context, 0)};
export const doughnut: Drawing<PlainChart> = {height: () => 300, option: (context) => pieOption(context, HOLE)};
