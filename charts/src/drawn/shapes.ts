// Shapes for what ECharts has no series for, or lays out less well than we do. Plain data, in CSS pixels.

import {fontOf, type Theme} from '../look/theme';
import {FONT_SIZE} from '../plot/context';

export interface Shape {
  type: string;
  shape?: object;
  style?: Record<string, unknown>;
  silent?: boolean;
  rotation?: number;
  originX?: number;
  originY?: number;
  x?: number;
  y?: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Paint {
  fill?: string;
  stroke?: string;
  lineWidth?: number;
  lineDash?: number[];
  opacity?: number;
}

const painted = ({fill = 'none', ...rest}: Paint) => ({fill, ...rest});

export const rect = ({x, y, width, height}: Box, paint: Paint, radius = 0): Shape =>
  ({type: 'rect', shape: {x, y, width, height, ...(radius ? {r: radius} : {})}, style: painted(paint)});

export const line = (x1: number, y1: number, x2: number, y2: number, paint: Paint): Shape =>
  ({type: 'line', shape: {x1, y1, x2, y2}, style: painted(paint)});

export const polygon = (points: number[][], paint: Paint): Shape =>
  ({type: 'polygon', shape: {points}, style: painted(paint)});

export const circle = (cx: number, cy: number, r: number, paint: Paint): Shape =>
  ({type: 'circle', shape: {cx, cy, r}, style: painted(paint)});

export const curve = (points: [number, number, number, number, number, number], paint: Paint): Shape => {
  const [x1, y1, cpx1, cpy1, x2, y2] = points;
  return {type: 'bezierCurve', shape: {x1, y1, cpx1, cpy1, x2, y2}, style: painted(paint)};
};

/** Part of a ring; angles in radians, clockwise from the right. */
export const arc = (
  cx: number, cy: number, r0: number, r: number, startAngle: number, endAngle: number, paint: Paint,
): Shape => ({type: 'sector', shape: {cx, cy, r0, r, startAngle, endAngle}, style: painted(paint)});

export interface Lettering {
  color: string;
  size?: number;
  align?: 'left' | 'center' | 'right';
  isBold?: boolean;
}

/** One line of text, centred upon `y`. The caller has cut it to its room. */
export function lettering(theme: Theme, text: string, x: number, y: number, look: Lettering): Shape {
  const {color, size = FONT_SIZE, align = 'left', isBold = false} = look;
  return {
    type: 'text',
    silent: true,
    style: {
      text, x, y, fill: color, textAlign: align, textVerticalAlign: 'middle',
      font: `${isBold ? 'bold ' : ''}${size}px ${fontOf(theme)}`,
    },
  };
}

/** Diagonal strokes inside a box, as lines: patterns are drawn differently by every viewer. */
export function hatch(box: Box, color: string, gap = 6): Shape[] {
  const shapes: Shape[] = [];
  const {x, y, width, height} = box;
  for (let sum = gap; sum < width + height; sum += gap) {
    const x1 = x + Math.max(0, sum - height);
    const x2 = x + Math.min(width, sum);
    shapes.push({...line(x1, y + (sum - (x1 - x)), x2, y + (sum - (x2 - x)), {stroke: color, lineWidth: 1}), silent: true});
  }
  return shapes;
}

/** Keeps labels from lying upon each other: the first come stay. */
export class Placer {
  private readonly taken: Box[] = [];

  /** Whether the box was free; it is taken then. */
  take(box: Box, gap = 2): boolean {
    const isFree = this.taken.every((other) =>
      box.x + box.width + gap <= other.x || other.x + other.width + gap <= box.x ||
      box.y + box.height + gap <= other.y || other.y + other.height + gap <= box.y);
    if (isFree) this.taken.push(box);
    return isFree;
  }

  block(box: Box): void {
    this.taken.push(box);
  }
}
