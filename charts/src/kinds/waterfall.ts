// From one level to another, step by step: what a change is made of. It lies, since the names of causes are long.

import {drawnOption, type Piece} from '../drawn/pieces';
import {hatch, lettering, line, rect} from '../drawn/shapes';
import {toneOf} from '../look/theme';
import {FONT_SIZE, type Context, type Drawing} from '../plot/context';
import {ticksFor} from '../plot/ticks';
import {seriesLine, tip} from '../plot/tooltip';
import type {WaterfallChart} from '../spec/spec';
import {fitText, widestText} from '../text/fit';

const ROW = 30;
const BAR = 18;

export interface Step {
  from: number;
  to: number;
  isTotal: boolean;
}

/** Where each bar begins and ends, in values; null where the level is not known. */
export function stepsOf(spec: WaterfallChart): (Step | null)[] {
  let level = 0;
  return (spec.series[0]?.values ?? []).map((value, i) => {
    if (value === null) return null;
    const isTotal = spec.totals.includes(i);
    const from = isTotal ? 0 : level;
    level = isTotal ? value : level + value;
    return {from, to: level, isTotal};
  });
}

function piecesOf(context: Context<WaterfallChart>): Piece[] {
  const {spec, theme, palette} = context;
  const series = spec.series[0]!;
  const steps = stepsOf(spec);
  const {min, max} = ticksFor(steps.flatMap((step) => (step ? [step.from, step.to] : [])), series.format, theme.language, false);
  const room = Math.min(190, theme.width * 0.32);
  const left = widestText(spec.categories, FONT_SIZE, room) + 14;
  const valueWidth = widestText(series.texts, FONT_SIZE, 110) + 10;
  const width = Math.max(10, theme.width - left - 2 * valueWidth);
  const xOf = (value: number) => left + valueWidth + ((value - min) / (max - min)) * width;
  return spec.categories.map((name, i) => {
    const step = steps[i];
    const y = 6 + i * ROW + ROW / 2;
    const label = lettering(theme, fitText(name, room, FONT_SIZE), left - 10, y,
      {color: palette.ink, align: 'right', isBold: step?.isTotal === true});
    const what = tip(name, [seriesLine(series, i, palette.highlights[0])]);
    if (!step) return {shapes: [label, lettering(theme, series.texts[i] ?? '', xOf(0) + 6, y, {color: palette.inkSoft})], tip: what};
    const [x1, x2] = [xOf(step.from), xOf(step.to)];
    const box = {x: Math.min(x1, x2), y: y - BAR / 2, width: Math.max(1, Math.abs(x2 - x1)), height: BAR};
    const change = step.to - step.from;
    const color = step.isTotal ? palette.greys[2] : toneOf(palette, change, spec.up_is_good) ?? palette.highlights[change < 0 ? 1 : 0];
    const isOpen = series.incomplete[i] === true;
    const goesLeft = change < 0;
    return {
      tip: what,
      shapes: [
        label,
        rect(box, isOpen ? {fill: palette.paper, stroke: color, lineWidth: 1, lineDash: [3, 3]} : {fill: color}),
        // A fall is hatched: in black and white both directions would look alike.
        ...(!step.isTotal && goesLeft ? hatch(box, palette.paper, 7) : []),
        ...(i + 1 < steps.length ? [line(x2, y + BAR / 2, x2, y + ROW - BAR / 2, {stroke: palette.muted, lineWidth: 1})] : []),
        lettering(theme, fitText(series.texts[i] ?? '', 110, FONT_SIZE), goesLeft ? box.x - 5 : box.x + box.width + 5, y,
          {color: palette.ink, align: goesLeft ? 'right' : 'left', isBold: step.isTotal}),
      ],
    };
  });
}

export const waterfall: Drawing<WaterfallChart> = {
  isRigid: true,
  height: (spec) => spec.categories.length * ROW + 12,
  option: (context) => drawnOption(context, piecesOf(context)),
};
