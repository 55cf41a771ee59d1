// A place in JSON that nobody vouches for. Reading never throws: it notes the problem, with its place, and goes on.

import {cleanText} from '../text/clean';
import type {Problems} from './problem';

export class Json {
  constructor(
    private readonly value: unknown, readonly place: string, readonly problems: Problems,
  ) {}

  /** Absent keys and null are the same. */
  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  at(key: string): Json {
    const place = this.place === '' ? key : `${this.place}.${key}`;
    const value = this.isObject && Object.prototype.hasOwnProperty.call(this.value, key)
      ? (this.value as Record<string, unknown>)[key] : undefined;
    return new Json(value, place, this.problems);
  }

  items(): Json[] {
    return this.list().map((item, i) => new Json(item, `${this.place}[${i}]`, this.problems));
  }

  text(fallback = ''): string {
    if (this.isAbsent) return fallback;
    if (typeof this.value === 'string') return cleanText(this.value);
    this.problems.add(this.place, 'not_a_text');
    return fallback;
  }

  texts(): string[] {
    return this.list().map((item, i) => {
      if (typeof item === 'string') return cleanText(item);
      this.problems.add(`${this.place}[${i}]`, 'not_a_text');
      return '';
    });
  }

  oneOf<T extends string>(known: readonly T[], fallback: T): T {
    if (this.isAbsent) return fallback;
    if (known.includes(this.value as T)) return this.value as T;
    this.problems.add(this.place, 'unknown_name', {name: describe(this.value), known: known.join(', ')});
    return fallback;
  }

  flag(): boolean | null {
    if (this.isAbsent || typeof this.value === 'boolean') return (this.value as boolean | undefined) ?? null;
    this.problems.add(this.place, 'not_true_or_false');
    return null;
  }

  flags(): boolean[] {
    return this.list().map((item, i) => {
      if (typeof item !== 'boolean') this.problems.add(`${this.place}[${i}]`, 'not_true_or_false');
      return item === true;
    });
  }

  number(): number | null {
    return this.isAbsent ? null : this.checked(this.value, this.place);
  }

  /** null stays null: a gap. */
  numbers(): (number | null)[] {
    return this.list().map((item, i) =>
      item === null ? null : this.checked(item, `${this.place}[${i}]`));
  }

  index(length: number): number {
    const value = this.value;
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < length) return value;
    this.problems.add(this.place, 'not_an_index', {last: length - 1});
    return -1;
  }

  indices(length: number): number[] {
    return this.items().map((item) => item.index(length)).filter((index) => index >= 0);
  }

  private list(): unknown[] {
    if (Array.isArray(this.value)) return this.value;
    if (!this.isAbsent) this.problems.add(this.place, 'not_a_list');
    return [];
  }

  private checked(value: unknown, place: string): number | null {
    if (typeof value !== 'number') this.problems.add(place, 'not_a_number');
    else if (!Number.isFinite(value)) this.problems.add(place, 'not_finite');
    else return value;
    return null;
  }
}

const describe = (value: unknown): string => (typeof value === 'string' ? cleanText(value).slice(0, 60) : typeof value);
