// Steps, each with those who came so far. Widths are in proportion; role "rate": texts of the share of the step before.

import {drawnOption, type Piece} from '../drawn/pieces';
import {lettering, polygon, rect} from '../drawn/shapes';
import {inkOn, shade} from '../look/theme';
import {FONT_SIZE, SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {seriesLine, tip} from '../plot/tooltip';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText, widestText} from '../text/fit';
import {textWidth} from '../text/measure';

const BAR = 30;
const GAP = 24;

function piecesOf(context: Context<PlainChart>): Piece[] {
  const {spec, theme, palette} = context;
  const series = spec.series[0]!;
  const rate = byRole(spec, 'rate');
  const most = series.values.reduce((max: number, value) => Math.max(max, value ?? 0), 0) || 1;
  const room = Math.min(170, theme.width * 0.3);
  const left = widestText(spec.categories, FONT_SIZE, room) + 14;
  const width = Math.max(20, theme.width - left - 8);
  const middle = left + width / 2;
  const halfOf = (i: number) => (((series.values[i] ?? 0) / most) * width) / 2;
  return spec.categories.map((name, i) => {
    const y = 4 + i * (BAR + GAP);
    const half = Math.max(1, halfOf(i));
    const color = shade([palette.highlights[0], palette.scaleNeutral[2]!], i / Math.max(1, spec.categories.length - 1));
    const text = fitText(series.texts[i] ?? '', 120, FONT_SIZE);
    const isInside = textWidth(text, FONT_SIZE) + 10 < 2 * half;
    const next = i + 1 < spec.categories.length ? Math.max(1, halfOf(i + 1)) : null;
    const rateText = rate?.values[i + 1] != null ? rate.texts[i + 1] ?? '' : '';
    const isOpen = series.incomplete[i] === true;
    return {
      tip: tip(name, spec.series.map((one) => seriesLine(one, i, color))),
      shapes: [
        lettering(theme, fitText(name, room, FONT_SIZE), left - 12, y + BAR / 2, {color: palette.ink, align: 'right'}),
        rect({x: middle - half, y, width: 2 * half, height: BAR},
          isOpen ? {fill: palette.paper, stroke: color, lineDash: [3, 3], lineWidth: 1} : {fill: color}, 2),
        lettering(theme, text, isInside ? middle : middle + half + 6, y + BAR / 2,
          {color: isInside && !isOpen ? inkOn(color) : palette.ink, align: isInside ? 'center' : 'left', isBold: true}),
        ...(next === null ? [] : [
          polygon([[middle - half, y + BAR], [middle + half, y + BAR], [middle + next, y + BAR + GAP], [middle - next, y + BAR + GAP]],
            {fill: palette.ruleSoft, opacity: 0.8}),
          ...(rateText ? [lettering(theme, `↓ ${fitText(rateText, 90, SMALL_FONT)}`, middle, y + BAR + GAP / 2,
            {color: palette.inkSoft, size: SMALL_FONT, align: 'center'})] : []),
        ]),
      ],
    };
  });
}

export const funnel: Drawing<PlainChart> = {
  isRigid: true,
  height: (spec) => spec.categories.length * (BAR + GAP) - GAP + 8,
  option: (context) => drawnOption(context, piecesOf(context)),
};
