// Paper, type and colours of the text document. Lengths in points unless they say twips (a twentieth of one).

import {LineRuleType, type IStylesOptions} from 'docx';

import type {Job} from '../office/job';
import type {Tone} from '../office/report';
import {paletteOf} from '../look/theme';

const palette = paletteOf({mode: 'light', language: 'en', width: 0});
const colour = (hex: string): string => hex.replace('#', '').toUpperCase();

export const twips = (points: number): number => Math.round(points * 20);
export const PAPER = {width: 595.3, height: 841.9, side: 56.7, top: 68, bottom: 62};
export const PORTRAIT_WIDTH = PAPER.width - 2 * PAPER.side;
export const LANDSCAPE_WIDTH = PAPER.height - 2 * PAPER.side;

export const INK = colour(palette.ink);
export const SOFT = colour(palette.inkSoft);
export const ACCENT = colour(palette.highlights[0]);
export const RULE = colour(palette.rule);
export const HEAD = 'E8EEF6';
export const TILE = 'F3F6FA';
export const STRIPE = 'F7F9FB';
/** The largest at which a table fits is taken. */
export const CELL_SIZES = [8.5, 7.5];

const TONES: Record<Tone, string> = {neutral: INK, good: colour(palette.good), bad: colour(palette.bad), muted: colour(palette.greys[2])};
export const toneColour = (tone: Tone | undefined): string => TONES[tone ?? 'neutral'];

/** Word takes a missing rule for this one, LibreOffice for an exact height. */
const line = (height: number): object => ({line: height, lineRule: LineRuleType.AUTO});
const half = (points: number): number => Math.round(points * 2);

/** Names of styles of our own. */
export const STYLE = {cell: 'KebaoCell', note: 'KebaoNote', caption: 'KebaoCaption'};

export function stylesOf(job: Job): IStylesOptions {
  const font = {
    ascii: job.say('latin_font'), hAnsi: job.say('latin_font'), cs: job.say('latin_font'), eastAsia: job.say('east_asian_font'),
  };
  const heading = (size: number, before: number, after: number, color = INK): object => ({
    run: {font, size: half(size), bold: true, color}, paragraph: {spacing: {before: twips(before), after: twips(after)}, keepNext: true},
  });
  const own = (id: string, name: string, size: number, color: string, paragraph: object): object => ({
    id, name, basedOn: 'Normal', quickFormat: true, run: {size: half(size), color}, paragraph,
  });
  return {
    default: {
      document: {
        run: {font, size: half(10.5), color: INK, language: {value: job.isChinese ? 'zh-CN' : 'en-US', eastAsia: 'zh-CN'}},
        paragraph: {spacing: {after: twips(6), ...line(300)}},
      },
      title: heading(28, 120, 6),
      heading1: heading(17, 20, 8, ACCENT),
      heading2: heading(12, 14, 5),
      heading3: heading(11, 10, 4),
    },
    paragraphStyles: [
      own(STYLE.cell, 'Kebao cell', CELL_SIZES[0]!, INK, {spacing: {before: 0, after: 0, ...line(240)}}),
      own(STYLE.note, 'Kebao note', 8.5, SOFT, {spacing: {before: twips(3), after: twips(6), ...line(260)}}),
      {id: 'TOC1', name: 'toc 1', basedOn: 'Normal', run: {bold: true}, paragraph: {spacing: {before: twips(4), after: twips(1), ...line(250)}}},
      {id: 'TOC2', name: 'toc 2', basedOn: 'Normal', run: {size: half(9.5)}, paragraph: {indent: {left: twips(16)}, spacing: {before: 0, after: twips(1), ...line(250)}}},
      own(STYLE.caption, 'Kebao caption', 9.5, SOFT, {spacing: {before: 0, after: twips(4), ...line(260)}, keepNext: true}),
    ],
  } as IStylesOptions;
}
