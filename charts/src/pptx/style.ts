// Where things stand on a slide (inches, 13.33 × 7.5), type sizes (points) and colours, without "#".

import {paletteOf} from '../look/theme';
import type {Tone} from '../office/report';

const palette = paletteOf({mode: 'light', language: 'en', width: 0});
export const colour = (hex: string): string => hex.replace('#', '').toUpperCase();

export const PAGE = {width: 13.333, height: 7.5};
export const LEFT = 0.6;
export const WIDTH = PAGE.width - 2 * LEFT;
export const BODY_TOP = 1.35;
export const BODY_HEIGHT = 5.5;
export const POINTS = 72;

export const SIZE = {cover: 36, title: 24, kicker: 11, body: 16, small: 11, table: 11, leastTable: 9, footer: 9};
export const INK = colour(palette.ink);
export const SOFT = colour(palette.inkSoft);
export const ACCENT = colour(palette.highlights[0]);
export const RULE = colour(palette.rule);
export const TILE = 'F3F6FA';
export const STRIPE = 'F7F9FB';
export const HEAD = 'E8EEF6';
export const WHITE = 'FFFFFF';

const TONES: Record<Tone, string> = {neutral: INK, good: colour(palette.good), bad: colour(palette.bad), muted: colour(palette.greys[2])};
export const toneColour = (tone: Tone | undefined): string => TONES[tone ?? 'neutral'];

/** An address behind a text that keeps its colour. */
export const linkTo = (link: string | undefined): object => (link === undefined ? {} : {hyperlink: {url: link}});
