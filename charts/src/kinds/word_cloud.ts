// Words by weight. Role "tone": below zero bad, above zero good; without it the three weightiest are highlighted.

import {drawnOption, type Piece} from '../drawn/pieces';
import {lettering} from '../drawn/shapes';
import {placeWords, type PlacedWord} from '../drawn/word_layout';
import type {Context, Drawing} from '../plot/context';
import {seriesLine, tip} from '../plot/tooltip';
import {byRole, type PlainChart} from '../spec/spec';
import {fitText} from '../text/fit';
import {plainNumber, word} from '../text/language';

const MOST_WORDS = 150;
const LARGEST = 46;
const SMALLEST = 12;
const SCALES = [1.5, 1.25, 1, 0.8];

function colorOf({spec, palette}: Context<PlainChart>, i: number, rank: number): string {
  const tone = byRole(spec, 'tone');
  if (!tone) return palette.highlights[rank] ?? palette.inkSoft;
  const value = tone.values[i] ?? 0;
  return value > 0 ? palette.good : value < 0 ? palette.bad : palette.inkSoft;
}

/** Below zero in tone: also bold, for those who see no colours. */
const isBold = (spec: PlainChart, i: number): boolean => (byRole(spec, 'tone')?.values[i] ?? 0) < 0;

/** The words in falling order of weight. */
function wordsBy(spec: PlainChart): number[] {
  const weights = spec.series[0]?.values ?? [];
  return spec.categories.map((_, i) => i).filter((i) => (weights[i] ?? 0) > 0 && spec.categories[i]!.trim() !== '')
    .sort((a, b) => weights[b]! - weights[a]! || a - b);
}

/** As large as all words find room; at the smallest, those that do. */
function placedWords({spec, theme, height}: Context<PlainChart>, order: readonly number[]): PlacedWord[] {
  const weights = spec.series[0]!.values;
  const shown = order.slice(0, MOST_WORDS);
  const most = weights[shown[0] ?? 0] ?? 1;
  let placed: PlacedWord[] = [];
  for (const scale of SCALES) {
    const largest = Math.min(LARGEST * scale, height / 4, theme.width / 6);
    const words = shown.map((i) => {
      const size = Math.round(SMALLEST * Math.max(1, scale * 0.8) + Math.max(0, largest - SMALLEST) * Math.sqrt(weights[i]! / most));
      return {text: fitText(spec.categories[i]!, theme.width * 0.6, size), size, isBold: isBold(spec, i)};
    });
    placed = placeWords(words, theme.width, height);
    if (placed.length === shown.length) break;
  }
  return placed;
}

function piecesOf(context: Context<PlainChart>): Piece[] {
  const {spec, theme, notes} = context;
  const order = wordsBy(spec);
  const placed = placedWords(context, order);
  if (placed.length < order.length) {
    notes.push(word('words_left_out', theme.language,
      {count: plainNumber(order.length), shown: plainNumber(placed.length)}));
  }
  return placed.map(({text, size, x, y, index, isBold: bold}) => {
    const i = order[index]!;
    const color = colorOf(context, i, index);
    return {
      shapes: [{...lettering(theme, text, x, y, {color, size, align: 'center', isBold: bold}), silent: false}],
      tip: tip(spec.categories[i]!, spec.series.map((series) => seriesLine(series, i, color))),
    };
  });
}

export const wordCloud: Drawing<PlainChart> = {
  height: () => 300,
  option: (context) => drawnOption(context, piecesOf(context)),
};
