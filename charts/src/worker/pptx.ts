// Slides for an engine without a page: global `kebaoPptx`.

import '../office/polyfills';

export {plan, write} from '../pptx/deck';
export {setMeasureText} from '../text/measure';
