import {startAppearance} from './appearance';
import {ChartsOfPage} from './charts';
import {startNavigation} from './navigation';
import {joinWideTables, splitWideTables} from './paper';
import {startTables} from './tables';
import {readTexts} from './texts';

/** Brings a report written by the HTML renderer to life. */
export function startReportPage(): void {
  const texts = readTexts(document);
  document.documentElement.classList.add('is-live');
  const charts = new ChartsOfPage(texts);
  startAppearance(document.getElementById('kebao-appearance'), () => charts.drawForScreen());
  charts.drawForScreen();
  startTables(texts);
  startNavigation();
  document.getElementById('kebao-print')?.addEventListener('click', () => window.print());
  window.addEventListener('beforeprint', () => {
    splitWideTables();
    charts.drawForPaper();
  });
  window.addEventListener('afterprint', () => {
    joinWideTables();
    charts.drawForScreen();
  });
}
