// Places words around the middle, the weightiest first, none upon another. Works from measured widths alone, so it needs
// no canvas and gives the same picture everywhere.

import {textWidth} from '../text/measure';
import {Placer, type Box} from './shapes';

export interface Word {
  text: string;
  /** Type size in whole pixels: others are slow to set. */
  size: number;
  isBold: boolean;
}
export interface PlacedWord extends Word {
  /** Place in the list given. */
  index: number;
  /** Middle of the word. */
  x: number;
  y: number;
}

const LINE = 1.12;
const TURNS = 1400;

/** Words that find no room are left out. Larger words should come first. */
export function placeWords(words: readonly Word[], width: number, height: number): PlacedWord[] {
  const placer = new Placer();
  const placed: PlacedWord[] = [];
  words.forEach(({text, size, isBold}, index) => {
    const box = {width: textWidth(text, size, isBold), height: size * LINE};
    const spot = spiral(box, width, height, index, (candidate) => placer.take(candidate, 4));
    if (spot) placed.push({text, size, isBold, index, x: spot.x + box.width / 2, y: spot.y + box.height / 2});
  });
  return placed;
}

/** The first free place along an ellipse that widens; each word starts in another direction. */
function spiral(
  size: {width: number; height: number}, width: number, height: number, index: number, take: (box: Box) => boolean,
): Box | null {
  if (size.width > width || size.height > height) return null;
  const start = (index * 137.508 * Math.PI) / 180;
  for (let turn = 0; turn < TURNS; turn++) {
    const out = turn / TURNS;
    const angle = start + turn * 0.35;
    const x = width / 2 + ((out * width) / 2) * Math.cos(angle) * 1.1 - size.width / 2;
    const y = height / 2 + ((out * height) / 2) * Math.sin(angle) * 1.1 - size.height / 2;
    const box = {x: Math.round(x), y: Math.round(y), ...size};
    const isInside = box.x >= 0 && box.y >= 0 && box.x + size.width <= width && box.y + size.height <= height;
    if (isInside && take(box)) return box;
  }
  return null;
}
