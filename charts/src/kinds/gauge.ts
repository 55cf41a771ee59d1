// One figure on a half ring, with its target and bands. Roles: current, target, band (upper end of each band).

import {bandFill, bandsOf, measured, scaleEnds, valueColor} from '../drawn/bands';
import {drawnOption, type Piece} from '../drawn/pieces';
import {arc, lettering, line, type Shape} from '../drawn/shapes';
import {SMALL_FONT, type Context, type Drawing} from '../plot/context';
import {ticksFor} from '../plot/ticks';
import {seriesLine, tip} from '../plot/tooltip';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText} from '../text/fit';

const RING = 22;
const LARGE = 26;

function piecesOf(context: Context<PlainChart>): Piece[] {
  const {spec, theme, palette, height} = context;
  const value = measured(spec);
  const target = byRole(spec, 'target');
  const radius = Math.max(30, Math.min(height - 66, theme.width / 2 - 60));
  const [x, y] = [theme.width / 2, radius + 28];
  const [low, high] = scaleEnds(spec, [0]);
  const angleOf = (at: number) => Math.PI * (1 + Math.min(1, Math.max(0, (at - low) / (high - low))));
  const color = valueColor(palette, spec, 0);
  const bands = bandsOf(spec);
  const shapes: Shape[] = [];
  let from = low;
  bands.forEach((band, place) => {
    const end = band.values[0] ?? from;
    shapes.push(arc(x, y, radius - RING - 8, radius - RING - 3, angleOf(from), angleOf(end), {fill: bandFill(palette, place, bands.length)}));
    from = end;
  });
  shapes.push(arc(x, y, radius - RING, radius, Math.PI, 2 * Math.PI, {fill: palette.ruleSoft}));
  const known = value?.values[0] ?? null;
  if (known !== null) {
    const isOpen = value?.incomplete[0] === true;
    shapes.push(arc(x, y, radius - RING, radius, angleOf(Math.min(low, known)), angleOf(known),
      isOpen ? {fill: color, opacity: 0.45, stroke: color, lineWidth: 1, lineDash: [3, 3]} : {fill: color}));
  }
  const {label} = ticksFor([low, high], value?.format ?? 'integer', theme.language, false);
  for (const [at, text] of [[x - radius + RING / 2, label(low)], [x + radius - RING / 2, label(high)]] as const) {
    shapes.push(lettering(theme, text, at, y + 10, {color: palette.inkSoft, size: SMALL_FONT, align: 'center'}));
  }
  const goal = target?.values[0] ?? null;
  if (goal !== null) {
    const [cos, sin] = [Math.cos(angleOf(goal)), Math.sin(angleOf(goal))];
    shapes.push(line(x + (radius - RING - 4) * cos, y + (radius - RING - 4) * sin, x + (radius + 5) * cos, y + (radius + 5) * sin,
      {stroke: palette.ink, lineWidth: 3}));
    const align = cos < -0.3 ? 'right' : cos > 0.3 ? 'left' : 'center';
    const label = fitText(`${target?.name ?? ''} ${target?.texts[0] ?? ''}`.trim(),
      align === 'center' ? 200 : Math.max(24, theme.width / 2 - radius * Math.abs(cos) - 14), SMALL_FONT);
    shapes.push(lettering(theme, label, x + (radius + 9) * cos, y + (radius + 14) * sin,
      {color: palette.inkSoft, size: SMALL_FONT, align}));
  }
  shapes.push(lettering(theme, fitText(value?.texts[0] ?? '', radius * 1.3, LARGE), x, y - 12,
    {color: palette.ink, size: LARGE, align: 'center', isBold: true}));
  shapes.push(lettering(theme, fitText(spec.categories[0] ?? value?.name ?? '', theme.width - 20, 12), x, y + 28,
    {color: palette.inkSoft, align: 'center'}));
  return [{shapes, tip: tip(spec.categories[0] ?? '', spec.series.map((series) => seriesLine(series, 0, color)))}];
}

export const gauge: Drawing<PlainChart> = {
  height: () => 200,
  option: (context) => drawnOption(context, piecesOf(context)),
};
