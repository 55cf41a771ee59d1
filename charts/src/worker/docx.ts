// Text documents for an engine without a page: global `kebaoDocx`.

import '../office/polyfills';

export {plan, write} from '../docx/file';
export {setMeasureText} from '../text/measure';
