// A picture that grows downwards: shapes and lines of text, as SVG.

import {textWidth} from '../text/measure';
import {wrapText} from '../text/fit';

export interface TextStyle {
  size: number;
  colour: string;
  bold?: boolean;
}

export const LINE = 1.42;  // height of a line, in type sizes
const BASELINE = 1.02;     // from the top of a line

const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
const fixed = (value: number): string => String(Math.round(value * 100) / 100);

export class Sheet {
  private readonly parts: string[] = [];
  y = 0;

  constructor(readonly width: number) {}

  rect(x: number, y: number, width: number, height: number, fill: string, radius = 0): void {
    this.parts.push(`<rect x="${fixed(x)}" y="${fixed(y)}" width="${fixed(width)}" height="${fixed(height)}" rx="${radius}" fill="${fill}"/>`);
  }

  /** One line with its top at y. */
  line(text: string, x: number, y: number, {size, colour, bold = false}: TextStyle): void {
    if (text === '') return;
    this.parts.push(`<text x="${fixed(x)}" y="${fixed(y + size * BASELINE)}" font-size="${size}" fill="${colour}"${bold ? ' font-weight="bold"' : ''}>${escaped(text)}</text>`);
  }

  /** A text in at most `most` lines, the last one cut, never within a number; gives the y below it. */
  text(text: string, x: number, y: number, width: number, most: number, style: TextStyle): number {
    const lines = wrapText(text, style.bold ? width / 1.06 : width, style.size, most);
    const cut = lines.length - 1;
    lines[cut] = lines[cut]!.replace(/[\s(（]*[-+]?[\d.,:]+…$/u, '…');
    lines.forEach((one, i) => this.line(one, x, y + i * style.size * LINE, style));
    return y + lines.length * style.size * LINE;
  }

  /** A whole drawing, `scale` times as large. */
  drawing(svg: string, x: number, y: number, scale: number): void {
    this.parts.push(`<g transform="translate(${fixed(x)} ${fixed(y)}) scale(${fixed(scale)})">${svg}</g>`);
  }

  svg(fontFamily: string, description: string): string {
    const [width, height] = [fixed(this.width), fixed(Math.ceil(this.y))];
    return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(description)}" width="${width}" height="${height}" ` +
      `viewBox="0 0 ${width} ${height}" font-family="${escaped(fontFamily)}" xml:space="preserve"><rect width="${width}" height="${height}" fill="#ffffff"/>${this.parts.join('')}</svg>`;
  }
}

/** The largest of the sizes at which a text fits on one line. */
export const fittingSize = (text: string, width: number, sizes: number[]): number =>
  sizes.find((size) => textWidth(text, size, true) <= width) ?? sizes.at(-1)!;
