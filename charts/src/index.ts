import './page/report.css';

import {startReportPage} from './page/report_page';

export {chartHeight, chartOption, drawChart} from './option';
export {nativeChart} from './native/native_chart';
export {problemText, SpecError} from './spec/problem';
export {readChart} from './spec/read';
export {renderSvg} from './svg/render_svg';
export {readSvgOptions} from './svg/options';
export {setMeasureText} from './text/measure';

// The bundle is also run where there is no page; there only the functions above are wanted.
if (typeof document !== 'undefined' && document.querySelector('main.kebao-report')) startReportPage();
