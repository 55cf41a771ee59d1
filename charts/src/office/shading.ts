// Conditional formats as the ground of a cell. The host has worked out what they say of each figure.

import {isFigure, type Cell, type Report, type Tone} from './report';

const GOOD = '14785F';
const BAD = 'CD5C18';
const BAR = '8FB3DC';
const BAR_NEGATIVE = 'E9A87F';
const SCALE_TINT = 0.11;  // a step of a colour scale, as in print
const LEAST_BAR = 0.12;

/** `share` of the colour on white. */
function tint(colour: string, share: number): string {
  const parts = [0, 2, 4].map((at) => 255 - Math.round((255 - parseInt(colour.slice(at, at + 2), 16)) * share));
  return parts.map((part) => part.toString(16).padStart(2, '0')).join('').toUpperCase();
}

/** Null where there is nothing to say. A data bar becomes a shade: the longer, the deeper. */
export function groundOf(cell: Cell): string | null {
  const shade = isFigure(cell) ? cell.shade : undefined;
  if (shade?.scale) return tint(shade.scale > 0 ? GOOD : BAD, SCALE_TINT * Math.abs(shade.scale));
  if (shade?.bar) return tint(shade.is_negative ? BAR_NEGATIVE : BAR, LEAST_BAR + (1 - LEAST_BAR) * shade.bar / 100);
  return null;
}

/** A figure's own tone, else that of its column's threshold. */
export function toneOf(cell: Cell): Tone | undefined {
  if (!isFigure(cell)) return undefined;
  return cell.tone && cell.tone !== 'neutral' ? cell.tone : cell.shade?.tone ?? cell.tone;
}

export const barColumns = (report: Report): number => report.sections.flatMap((section) => section.blocks)
  .reduce((sum, block) => sum + (block.type === 'table' ? (block.formats ?? []).filter((one) => one.kind === 'data_bar').length : 0), 0);
