// Rectangles in proportion to sizes, as square as they go (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).

import type {Box} from './shapes';

const worst = (row: readonly number[], sum: number, side: number): number => {
  const least = Math.min(...row);
  const most = Math.max(...row);
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
};

/** One box per size, in the order given; sizes of zero get an empty box. They look best in falling order. */
export function squarify(sizes: readonly number[], box: Box): Box[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const made: Box[] = [];
  if (total <= 0 || box.width <= 0 || box.height <= 0) return sizes.map(() => ({x: box.x, y: box.y, width: 0, height: 0}));
  const unit = (box.width * box.height) / total;
  const areas = sizes.map((size) => size * unit);
  let free = {...box};
  for (let from = 0; from < areas.length;) {
    const side = Math.min(free.width, free.height);
    let to = from + 1;
    let sum = areas[from]!;
    while (to < areas.length && areas[to]! > 0 && sum > 0 &&
      worst(areas.slice(from, to + 1), sum + areas[to]!, side) <= worst(areas.slice(from, to), sum, side)) sum += areas[to++]!;
    free = layRow(areas.slice(from, to), sum, free, made);
    from = to;
  }
  return made;
}

/** Lays a row along the shorter side and gives what is left of the box. */
function layRow(areas: readonly number[], sum: number, free: Box, made: Box[]): Box {
  const isUpright = free.width >= free.height;
  const side = isUpright ? free.height : free.width;
  const depth = side > 0 ? sum / side : 0;
  let at = isUpright ? free.y : free.x;
  for (const area of areas) {
    const length = depth > 0 ? area / depth : 0;
    made.push(isUpright ? {x: free.x, y: at, width: depth, height: length} : {x: at, y: free.y, width: length, height: depth});
    at += length;
  }
  return isUpright
    ? {x: free.x + depth, y: free.y, width: Math.max(0, free.width - depth), height: free.height}
    : {x: free.x, y: free.y + depth, width: free.width, height: Math.max(0, free.height - depth)};
}
