// Texts cut to the room they have, at whole letters.

import {textWidth} from './measure';

// Letters that are made of several code points: joined emoji, flags, accents, Indic clusters.
const COMPOUND = /[\p{M}\u200d\ufe0f\u{1f1e6}-\u{1f1ff}\u{1f3fb}-\u{1f3ff}]/u;

/** The letters of a text, of at most `limit` code units of it. */
function lettersOf(text: string, limit: number): string[] {
  const start = text.slice(0, limit);
  if (COMPOUND.test(start) && typeof Intl !== 'undefined' && 'Segmenter' in Intl) {
    return [...new Intl.Segmenter().segment(start)].map((one) => one.segment);
  }
  return [...start];
}

/** No letter is narrower than a fifth of the type size; more letters than that cannot fit. */
const mostLetters = (width: number, fontSize: number): number => Math.ceil((width / fontSize) * 5) + 8;

/** Cuts a text to a width and marks the cut. Looks at no more letters than fit; keeps at least one. */
export function fitText(text: string, width: number, fontSize: number): string {
  const limit = mostLetters(width, fontSize) * 4;
  if (text.length <= limit && textWidth(text, fontSize) <= width) return text;
  const room = width - textWidth('…', fontSize);
  const kept: string[] = [];
  let used = 0;
  for (const letter of lettersOf(text, limit)) {
    used += textWidth(letter, fontSize);
    if (used > room && kept.length > 0) break;
    kept.push(letter);
  }
  return kept.join('').trimEnd() + '…';
}

/** The widest of the texts, at most `limit`; reads no more of each than could matter. */
export function widestText(texts: readonly string[], fontSize: number, limit: number): number {
  let widest = 0;
  for (const text of texts) {
    widest = Math.max(widest, textWidth(text.slice(0, 200), fontSize));
    if (widest >= limit) return limit;
  }
  return widest;
}

/** Breaks a text into at most `lines` lines of a width; the last one is cut. */
export function wrapText(text: string, width: number, fontSize: number, lines: number): string[] {
  const made: string[] = [];
  let line = '';
  for (const piece of text.slice(0, mostLetters(width, fontSize) * 4 * lines).match(PIECES) ?? []) {
    if (line === '' || textWidth(line + piece, fontSize) <= width) line += piece;
    else if (made.length + 1 < lines) {
      made.push(line.trimEnd());
      line = piece.trimStart();
    } else {
      return [...made, fitText(line + piece, width, fontSize)];
    }
  }
  return [...made, fitText(line.trimEnd(), width, fontSize)];
}

// A line may break after a space and between CJK letters, not before closing punctuation.
const PIECES = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff][，。、；：！？）」》”]*|[^\s\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff]+[\s，。、；：！？）」》”]*|\s+/gu;
