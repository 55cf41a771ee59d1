import type {TooltipContent, TooltipLine} from '../plot/tooltip';

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function row(line: TooltipLine, incomplete: string): HTMLElement {
  const made = element('div', 'tip-row', '');
  const mark = element('span', 'tip-mark', '');
  mark.style.backgroundColor = line.color;
  const text = line.isIncomplete ? `${line.text} (${incomplete})` : line.text;
  made.append(mark, element('span', 'tip-name', line.name), element('span', 'tip-text', text));
  return made;
}

/** Elements, never HTML text: a customer's or agent's name cannot become markup. */
export function tooltipElement(content: TooltipContent, incomplete: string): HTMLElement {
  const box = element('div', 'tip', '');
  box.append(element('div', 'tip-title', content.title));
  for (const line of content.lines) box.append(row(line, incomplete));
  return box;
}
