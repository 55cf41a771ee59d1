// The package for an engine without a page: global `kebaoCharts`, texts in and texts out.

import './prelude';

export {
  checkText as check, nativeChartText as nativeChart, renderSvgText as renderSvg, useMeasureText as setMeasureText,
} from '../text_in_text_out';
export {renderPoster} from '../poster/poster';
export {warmUp} from './warm_up';
