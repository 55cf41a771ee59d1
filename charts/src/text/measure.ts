// How wide a text is. A host that has the real fonts says so (`setMeasureText`); else a table of advances stands in:
// those of Noto Sans CJK SC for Latin, a full em for CJK. The same function serves our own layout and ECharts
// (echarts_measure.ts).

/** Width in CSS pixels of one line of text in a CSS font ("bold 12px sans-serif"). */
export type MeasureText = (text: string, font: string) => number;

// Advances of U+0020 to U+007E in thousandths of the type size.
const LATIN = [
  224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555, 555,
  555, 555, 278, 278, 555, 555, 555, 474, 946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742,
  633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559, 606, 563, 618, 510, 620, 554, 325, 564,
  607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555,
];
const INVISIBLE = /[\p{Mn}\p{Me}\p{Cf}]/u;
const NARROW_END = 0x1100;  // Latin, Greek, Cyrillic, Hebrew, Arabic, Indic
const WIDE_AMONG_NARROW = new Set('…“”‘’·±×÷→↑↓‰①■●▲▼');
const NARROW = 600;
const EM = 1000;
const EMOJI = 1250;

function advanceOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (WIDE_AMONG_NARROW.has(letter)) return EM;
  if (INVISIBLE.test(letter)) return 0;
  if (code < NARROW_END || (code >= 0x1e00 && code < 0x2100)) return NARROW;
  return code >= 0x1f000 && code < 0x20000 ? EMOJI : EM;
}

// Every label of every chart passes here, and letters repeat.
const advances = new Map<string, number>();
const MOST_ADVANCES = 20_000;
function advance(letter: string): number {
  const latin = LATIN[letter.charCodeAt(0) - 0x20];
  if (latin !== undefined) return latin;
  let known = advances.get(letter);
  if (known === undefined) {
    if (advances.size >= MOST_ADVANCES) advances.clear();
    known = advanceOf(letter);
    advances.set(letter, known);
  }
  return known;
}

const sizeOf = (font: string): number => Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
const BOLD = /\bbold\b|\b[6-9]00\b/;
const BOLD_FACTOR = 1.06;

function widthByTable(text: string, fontSize: number, isBold: boolean): number {
  let thousandths = 0;
  for (const letter of text) thousandths += advance(letter);
  return (thousandths * fontSize * (isBold ? BOLD_FACTOR : 1)) / 1000;
}

/** The table; knows nothing of the machine it runs on, so layouts made with it are the same everywhere. */
export const measureByTable: MeasureText = (text, font) => widthByTable(text, sizeOf(font), BOLD.test(font));

let measure: MeasureText = measureByTable;

let family = 'sans-serif';
/** The family in which our own layout measures; drawings name theirs. */
export function setMeasuredFamily(fontFamily: string): void {
  family = fontFamily;
}

/** Takes the host's metrics for all charts drawn from now on; `null` goes back to the table. */
export function setMeasureText(byHost: MeasureText | null): void {
  measure = byHost ?? measureByTable;
}

/** Only finite, non-negative widths are believed. */
export function textWidth(text: string, fontSize: number, isBold = false): number {
  return measure === measureByTable ? widthByTable(text, fontSize, isBold)
    : widthIn(text, `${isBold ? 'bold ' : ''}${fontSize}px ${family}`);
}

/** In any CSS font. */
export function widthIn(text: string, font: string): number {
  const width = measure(text, font);
  return Number.isFinite(width) && width >= 0 ? width : measureByTable(text, font);
}
