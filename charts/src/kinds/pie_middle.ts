import {lettering} from '../drawn/shapes';
import type {Context} from '../plot/context';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText} from '../text/fit';

const LARGE = 20;
const SMALL = 12;

/** The total in the hole of a doughnut: the text of the first value of the series "total", and its name. */
export function drawnText(context: Context<PlainChart>, radius: number): object[] {
  const {spec, theme, palette, height} = context;
  const total = byRole(spec, 'total');
  const text = total?.texts.find((_, i) => total.values[i] !== null);
  if (!total || text === undefined || radius < 24) return [];
  const room = radius * 1.6;
  const [x, y] = [theme.width / 2, height / 2];
  return [{
    type: 'custom',
    name: '~total',
    coordinateSystem: 'none',
    silent: true,
    tooltip: {show: false},
    data: [0],
    renderItem: () => ({
      type: 'group',
      silent: true,
      children: [
        lettering(theme, fitText(text, room, LARGE), x, y - 8, {color: palette.ink, size: LARGE, isBold: true, align: 'center'}),
        lettering(theme, fitText(total.name, room, SMALL), x, y + 14, {color: palette.inkSoft, size: SMALL, align: 'center'}),
      ],
    }),
  }];
}
