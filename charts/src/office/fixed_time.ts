// Office files carry the time at which they were made and ids drawn by lot. Here both are inputs: the same report gives
// the same bytes. Libraries ask the global names, which belong to this library's context alone.

const RealDate = Date;
let now = 0;
let seed = 1;

/** Never a local time: a file does not tell where its server stands. */
class FixedDate extends RealDate {
  constructor(...values: [] | [number | string | Date]) {
    super(values.length === 0 ? now : values[0]);
  }
  static override now(): number {
    return now;
  }
  override getFullYear(): number { return this.getUTCFullYear(); }
  override getMonth(): number { return this.getUTCMonth(); }
  override getDate(): number { return this.getUTCDate(); }
  override getHours(): number { return this.getUTCHours(); }
  override getMinutes(): number { return this.getUTCMinutes(); }
  override getSeconds(): number { return this.getUTCSeconds(); }
}

// Lehmer's generator (Park and Miller, 1988).
const lot = (): number => (seed = (seed * 48271) % 2147483647) / 2147483647;

/** Archives hold no time before 1980. */
const EARLIEST = RealDate.UTC(1980, 0, 1);

export function fixTime(iso: string): void {
  const time = RealDate.parse(iso);
  now = Math.floor(Math.max(EARLIEST, Number.isFinite(time) ? time : EARLIEST) / 1000) * 1000;
  seed = 20_150_716;
  globalThis.Date = FixedDate as unknown as DateConstructor;
  Math.random = lot;
}
