// librsvg 2.54 (Debian 12) knows neither dominant-baseline nor drop shadows: texts would stand too high, and shadowed
// shapes vanish. The same drawing in its words.

/** How far below the middle of a line the baseline lies, by the middle of Noto Sans CJK's letters. */
const MIDDLE = '0.36em';

export function svgForRsvg(svg: string): string {
  return svg.replace(/<[^<>]*>/g, (tag) => tag
    .replace(/ dominant-baseline="central"/g, ` dy="${MIDDLE}"`)
    .replace(/ dominant-baseline="(text-before-edge|hanging)"/g, ' dy="0.88em"')
    .replace(/ dominant-baseline="[^"]*"/g, '')
    .replace(/ filter="[^"]*"/g, ''));
}
