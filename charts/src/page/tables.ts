// Sorting and filtering of tables. Without this script the tables are whole and readable.

import {fill, type PageTexts} from './texts';

const FILTER_FROM_ROWS = 25;

const bodyRows = (table: HTMLTableElement): HTMLTableRowElement[] => [...(table.tBodies[0]?.rows ?? [])];

interface Key {
  number: number | null;
  text: string;
}

function keyOf(row: HTMLTableRowElement, column: number, isNumber: boolean): Key {
  const cell = row.cells[column];
  if (!isNumber) return {number: null, text: cell?.textContent ?? ''};
  const raw = cell?.dataset.v;
  return {number: raw === undefined ? null : Number(raw), text: ''};
}

/** Rows without a value stay at the end whichever way is up. */
function compare(a: Key, b: Key, isNumber: boolean, direction: number, collator: Intl.Collator): number {
  if (!isNumber) return direction * collator.compare(a.text, b.text);
  if (a.number === null || b.number === null) {
    return (a.number === null ? 1 : 0) - (b.number === null ? 1 : 0);
  }
  return direction * (a.number - b.number);
}

export function sortTable(table: HTMLTableElement, column: number, isAscending: boolean): void {
  const header = table.tHead?.rows[0]?.cells[column];
  const body = table.tBodies[0];
  if (!header || !body) return;
  const isNumber = header.classList.contains('num');
  const collator = new Intl.Collator(document.documentElement.lang, {numeric: true});
  const keyed = bodyRows(table).map((row) => ({row, key: keyOf(row, column, isNumber)}));
  const direction = isAscending ? 1 : -1;
  keyed.sort((a, b) => compare(a.key, b.key, isNumber, direction, collator));
  body.append(...keyed.map(({row}) => row));
  for (const cell of table.tHead?.rows[0]?.cells ?? []) cell.removeAttribute('aria-sort');
  header.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
}

/** Numbers are first sorted from the most, names from the start of the alphabet. */
function nextIsAscending(header: HTMLTableCellElement): boolean {
  const now = header.getAttribute('aria-sort');
  if (now === null) return !header.classList.contains('num');
  return now === 'descending';
}

function makeSortable(table: HTMLTableElement): void {
  [...(table.tHead?.rows[0]?.cells ?? [])].forEach((header, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener('click', () => sortTable(table, column, nextIsAscending(header)));
  });
}

export function filterTable(table: HTMLTableElement, words: string): number {
  const wanted = words.trim().toLocaleLowerCase();
  let shown = 0;
  for (const row of bodyRows(table)) {
    const isWanted = (row.textContent ?? '').toLocaleLowerCase().includes(wanted);
    row.hidden = !isWanted;
    shown += isWanted ? 1 : 0;
  }
  return shown;
}

function addFilter(table: HTMLTableElement, texts: PageTexts): void {
  const rows = bodyRows(table).length;
  const place = table.closest('.table-block')?.querySelector('.table-tools');
  if (rows < FILTER_FROM_ROWS || !place) return;
  const input = document.createElement('input');
  input.type = 'search';
  input.placeholder = texts('filter_rows');
  input.setAttribute('aria-label', texts('filter_rows'));
  const count = document.createElement('output');
  count.textContent = fill(texts('rows_shown'), {shown: rows, rows});
  input.addEventListener('input', () => {
    count.textContent = fill(texts('rows_shown'), {shown: filterTable(table, input.value), rows});
  });
  place.append(input, count);
}

export function startTables(texts: PageTexts): void {
  for (const table of document.querySelectorAll<HTMLTableElement>('table.data')) {
    if (bodyRows(table).length > 1) makeSortable(table);
    addFilter(table, texts);
  }
}
