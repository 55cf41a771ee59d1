// Tables with more columns than a sheet holds are printed in parts, each beginning with the first column.

const COLUMNS_PER_SHEET = 12;

function keepColumns(table: HTMLTableElement, kept: Set<number>): void {
  for (const row of table.rows) {
    [...row.cells].forEach((cell, i) => {
      if (!kept.has(i)) cell.remove();
    });
  }
}

function part(table: HTMLTableElement, from: number, to: number): HTMLElement {
  const kept = new Set([0]);
  for (let i = from; i < to; i++) kept.add(i);
  const copy = table.cloneNode(true) as HTMLTableElement;
  keepColumns(copy, kept);
  const holder = document.createElement('div');
  holder.className = 'paper-part';
  holder.append(copy);
  return holder;
}

/** Columns after the first, dealt evenly to as few sheets as hold them. */
export function sheetsOf(columns: number, perSheet: number): [number, number][] {
  const sheets = Math.ceil((columns - 1) / (perSheet - 1));
  const size = Math.ceil((columns - 1) / sheets);
  return Array.from({length: sheets}, (_, i): [number, number] => [1 + i * size, Math.min(columns, 1 + (i + 1) * size)]);
}

export function splitWideTables(): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.data')) {
    const columns = table.tHead?.rows[0]?.cells.length ?? 0;
    const holder = table.closest<HTMLElement>('.table-scroll');
    if (columns <= COLUMNS_PER_SHEET || !holder) continue;
    holder.classList.add('is-split');
    holder.after(...sheetsOf(columns, COLUMNS_PER_SHEET).map(([from, to]) => part(table, from, to)));
  }
}

export function joinWideTables(): void {
  for (const made of document.querySelectorAll('.paper-part')) made.remove();
  for (const holder of document.querySelectorAll('.is-split')) holder.classList.remove('is-split');
}
