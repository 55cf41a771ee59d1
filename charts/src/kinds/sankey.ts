// Where things go from one stage to the next. Nodes are the categories; a series, if there is one, has their totals.
// The three largest sources are highlighted, and their streams with them.

import type {EChartsOption} from '../echarts';
import {fillOf} from '../look/theme';
import {SMALL_FONT, type Drawing} from '../plot/context';
import {baseOption, tooltipFrame} from '../plot/frame';
import {tip, tipLine} from '../plot/tooltip';
import type {SankeyChart} from '../spec/spec';
import {fitText} from '../text/fit';

/** Colour of every node: those that nothing leads to by size, all others grey. */
function nodeColors(spec: SankeyChart, highlights: readonly string[], grey: string): string[] {
  const out = spec.categories.map(() => 0);
  const isTarget = new Set(spec.links.map((link) => link.to));
  for (const link of spec.links) out[link.from] = (out[link.from] ?? 0) + link.value;
  const sources = out.map((value, i) => ({value, i})).filter(({value, i}) => value > 0 && !isTarget.has(i))
    .sort((a, b) => b.value - a.value || a.i - b.i);
  const colors = spec.categories.map(() => grey);
  sources.slice(0, highlights.length).forEach(({i}, place) => { colors[i] = highlights[place]!; });
  return colors;
}

export const sankey: Drawing<SankeyChart> = {
  height: (spec) => Math.min(720, Math.max(280, spec.categories.length * 24)),
  option: (context) => {
    const {spec, theme, palette} = context;
    const colors = nodeColors(spec, palette.highlights, fillOf(palette, 5));
    const used = new Set(spec.links.flatMap((link) => [link.from, link.to]));
    const isSource = new Set(spec.links.map((link) => link.from));
    const nodes = spec.categories.map((_, i) => i).filter((i) => used.has(i));
    const room = Math.min(150, theme.width * 0.22);
    const labelOf = (i: number): string => {
      const text = spec.series[0]?.texts[i];
      return fitText(`${spec.categories[i] ?? ''}${text ? `  ${text}` : ''}`, room, SMALL_FONT);
    };
    return {
      ...baseOption(context),
      series: [{
        type: 'sankey',
        name: '0',
        left: 4,
        right: room,
        top: 8,
        bottom: 8 + context.footer,
        nodeWidth: 12,
        nodeGap: Math.max(4, Math.min(14, 240 / nodes.length)),
        draggable: false,
        emphasis: {disabled: true},
        layoutIterations: 32,
        label: {
          color: palette.ink, fontSize: SMALL_FONT, position: 'right',
          formatter: ({name}: {name: string}) => labelOf(Number(name)),
        },
        data: nodes.map((i) => ({
          name: String(i), itemStyle: {color: isSource.has(i) ? colors[i] : palette.inkSoft, borderWidth: 0},
        })),
        links: spec.links.map((link) => ({
          source: String(link.from), target: String(link.to), value: link.value,
          lineStyle: {color: colors[link.from], opacity: theme.mode === 'dark' ? 0.4 : 0.35, curveness: 0.5},
        })),
      }],
      tooltip: {
        ...tooltipFrame(context),
        trigger: 'item',
        formatter: ({dataType, dataIndex, name}: {dataType?: string; dataIndex: number; name: string}) => {
          const link = dataType === 'edge' ? spec.links[dataIndex] : undefined;
          if (!link) return context.tooltipView(tip(spec.categories[Number(name)] ?? '', spec.series.map((series) =>
            tipLine(series.name, series.texts[Number(name)] ?? ''))));
          const title = `${spec.categories[link.from] ?? ''} → ${spec.categories[link.to] ?? ''}`;
          return context.tooltipView(tip(title, [tipLine(spec.series[0]?.name ?? '', link.text, colors[link.from])]));
        },
      },
    } as EChartsOption;
  },
};
