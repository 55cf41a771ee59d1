// The package for hosts that speak in texts: JSON in, JSON out, never an exception.

import {nativeChart} from './native/native_chart';
import {problemText, SpecError, type Problem} from './spec/problem';
import {parseChart, parseJson} from './spec/read';
import {readSvgOptions} from './svg/options';
import {renderSvg} from './svg/render_svg';
import {setMeasureText, type MeasureText} from './text/measure';

interface ProblemOut extends Problem {
  text: string;
}

/** What is wrong in the spec comes back as problems; what is wrong in us as one "internal". */
function answer(language: string, make: () => object): string {
  try {
    return JSON.stringify(make());
  } catch (error) {
    if (error instanceof SpecError) {
      const problems: ProblemOut[] = error.problems.map((one) => ({...one, text: problemText(one, language)}));
      return JSON.stringify({problems});
    }
    const detail = String((error as Error | undefined)?.message ?? error).slice(0, 500);
    return JSON.stringify({problems: [{place: 'chart', code: 'internal', arguments: {detail}, text: detail}]});
  }
}

function languageIn(optionsJson: string): string {
  try {
    const {language} = JSON.parse(optionsJson) as {language?: unknown};
    return typeof language === 'string' ? language : 'zh-CN';
  } catch {
    return 'zh-CN';
  }
}

/** → `{"svg", "width", "height", "notes"}` or `{"problems": [{"place", "code", "arguments", "text"}]}`. */
export function renderSvgText(specJson: string, optionsJson = '{}'): string {
  return answer(languageIn(optionsJson), () => {
    const options = readSvgOptions(parseJson(optionsJson || '{}', 'options'));
    return renderSvg(parseChart(specJson), options);
  });
}

/** → `{"native": {…}}`, `{"native": null, "reason"}`, or problems. See native/native_chart.ts. */
export function nativeChartText(specJson: string, optionsJson = '{}'): string {
  return answer(languageIn(optionsJson), () => {
    const {theme} = readSvgOptions(parseJson(optionsJson || '{}', 'options'));
    return nativeChart(parseChart(specJson), theme);
  });
}

/** → `{"ok": true}` or problems. */
export const checkText = (specJson: string, optionsJson = '{}'): string =>
  answer(languageIn(optionsJson), () => {
    parseChart(specJson);
    return {ok: true};
  });

export function useMeasureText(measure: MeasureText | null): void {
  setMeasureText(measure);
}
