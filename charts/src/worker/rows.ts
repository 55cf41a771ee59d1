// The PivotTables of a workbook of rows, for an engine without a page: global `kebaoRows`.

import '../office/polyfills';

export {pivots} from '../rows/pivots';
