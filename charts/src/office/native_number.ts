// Numbers as spreadsheets hold and show them. The same units and patterns as in the XLSX report.

import type {NumberFormat} from '../spec/spec';

export interface NativeNumber {
  /** Raw values times this. */
  factor: number;
  pattern: string;
}

const NUMBERS: Record<NumberFormat, NativeNumber> = {
  integer: {factor: 1, pattern: '#,##0'},
  decimal_1: {factor: 1, pattern: '#,##0.0'},
  decimal_2: {factor: 1, pattern: '#,##0.00'},
  percent_1: {factor: 1, pattern: '0.0%'},
  percent_points_1: {factor: 100, pattern: '+0.0;-0.0;0.0'},
  duration: {factor: 1 / 86_400, pattern: '[h]:mm:ss'},
  money: {factor: 0.01, pattern: '#,##0.00'},
};

export const nativeNumber = (format: NumberFormat): NativeNumber => NUMBERS[format];

/** 15 digits, as many as a spreadsheet keeps: 0.1 × 3 is 0.3. */
export const nativeValue = (raw: number | null, format: NumberFormat): number | null =>
  raw === null ? null : Number((raw * NUMBERS[format].factor).toPrecision(15));
