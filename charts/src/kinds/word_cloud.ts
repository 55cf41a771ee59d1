// Words by weight. Role "tone": below zero bad, above zero good; without it the three weightiest are highlighted.

import {drawnOption, type Piece} from '../drawn/pieces';
import {lettering} from '../drawn/shapes';
import {placeWords} from '../drawn/word_layout';
import type {Context, Drawing} from '../plot/context';
import {seriesLine, tip} from '../plot/tooltip';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText} from '../text/fit';
import {plainNumber, word} from '../text/language';

const MOST_WORDS = 150;
const LARGEST = 46;
const SMALLEST = 12;

function colorOf({spec, palette}: Context<PlainChart>, i: number, rank: number): string {
  const tone = byRole(spec, 'tone');
  if (!tone) return palette.highlights[rank] ?? palette.inkSoft;
  const value = tone.values[i] ?? 0;
  return value > 0 ? palette.good : value < 0 ? palette.bad : palette.inkSoft;
}

function piecesOf(context: Context<PlainChart>): Piece[] {
  const {spec, theme, height, notes} = context;
  const weights = spec.series[0]?.values ?? [];
  const order = spec.categories.map((_, i) => i).filter((i) => (weights[i] ?? 0) > 0 && spec.categories[i]!.trim() !== '')
    .sort((a, b) => weights[b]! - weights[a]! || a - b);
  const most = weights[order[0] ?? 0] ?? 1;
  const largest = Math.min(LARGEST, height / 5, theme.width / 9);
  const words = order.slice(0, MOST_WORDS).map((i) => {
    const size = Math.round(SMALLEST + (largest - SMALLEST) * Math.sqrt(weights[i]! / most));
    return {text: fitText(spec.categories[i]!, theme.width * 0.6, size), size};
  });
  const placed = placeWords(words, theme.width, height);
  if (placed.length < order.length) {
    notes.push(word('words_left_out', theme.language,
      {count: plainNumber(order.length), shown: plainNumber(placed.length)}));
  }
  return placed.map(({text, size, x, y, index}) => {
    const i = order[index]!;
    const color = colorOf(context, i, index);
    const isBold = (byRole(spec, 'tone')?.values[i] ?? 0) < 0;
    return {
      shapes: [{...lettering(theme, text, x, y, {color, size, align: 'center', isBold}), silent: false}],
      tip: tip(spec.categories[i]!, spec.series.map((series) => seriesLine(series, i, color))),
    };
  });
}

export const wordCloud: Drawing<PlainChart> = {
  height: () => 300,
  option: (context) => drawnOption(context, piecesOf(context)),
};
