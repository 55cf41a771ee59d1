// Room that a text takes, without measuring: a wide (CJK) letter is as wide as the type size, others a little over half.

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud800-\udbff]/;

export function textWidth(text: string, fontSize: number): number {
  let width = 0;
  for (const letter of text) width += (WIDE.test(letter) ? 1 : 0.58) * fontSize;
  return width;
}

/** Cuts a text to a width and marks the cut; whole code points only. Looks at no more letters than fit. */
export function fitText(text: string, width: number, fontSize: number): string {
  const kept: string[] = [];
  let used = 0;
  for (const letter of text) {
    const letterWidth = textWidth(letter, fontSize);
    if (used + letterWidth > width) return fitMark(kept, used, width, fontSize);
    kept.push(letter);
    used += letterWidth;
  }
  return text;
}

function fitMark(kept: string[], used: number, width: number, fontSize: number): string {
  let left = used;
  while (kept.length > 1 && left + fontSize > width) left -= textWidth(kept.pop() ?? '', fontSize);
  return kept.join('').trimEnd() + '…';
}

/** The widest of the texts, bounded; reads at most `limit` letters of each. */
export function widestText(texts: readonly string[], fontSize: number, limit: number): number {
  let widest = 0;
  for (const text of texts) {
    widest = Math.max(widest, textWidth(text.slice(0, 200), fontSize));
    if (widest >= limit) return limit;
  }
  return widest;
}
