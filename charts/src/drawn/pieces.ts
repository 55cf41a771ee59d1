// A drawing of our own, shown by ECharts: pieces that a reader can point at, each with what its tooltip says.

import type {EChartsOption} from '../echarts';
import {baseOption, tooltipFrame} from '../plot/frame';
import type {Context} from '../plot/context';
import {tip, type TooltipContent} from '../plot/tooltip';
import type {Shape} from './shapes';

export interface Piece {
  shapes: Shape[];
  tip?: TooltipContent;
}

interface Item {
  dataIndex: number;
}

export function drawnOption(context: Context, pieces: readonly Piece[]): EChartsOption {
  return {
    ...baseOption(context),
    series: [{
      type: 'custom',
      name: 'pieces',
      coordinateSystem: 'none',
      data: pieces.map((_, i) => i),
      renderItem: ({dataIndex}: Item) => {
        const piece = pieces[dataIndex];
        return piece && {type: 'group', silent: !piece.tip, children: piece.shapes};
      },
      emphasis: {disabled: true},
    }],
    tooltip: {
      ...tooltipFrame(context),
      trigger: 'item',
      formatter: (item: Item) => context.tooltipView(pieces[item.dataIndex]?.tip ?? tip('')),
    },
  } as EChartsOption;
}
