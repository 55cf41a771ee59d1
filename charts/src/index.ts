import './page/report.css';

import {startReportPage} from './page/report_page';

export {chartHeight, chartOption} from './option';
export {renderSvg} from './render_svg';
export {readChart} from './spec';

// The bundle is also run where there is no page (a render worker); there only the functions above are wanted.
if (typeof document !== 'undefined' && document.querySelector('main.kebao-report')) startReportPage();
