// The words of the page's controls, written into the page by the HTML renderer (catalog/texts/*/html.yaml).

export type PageTexts = (key: string) => string;

export function readTexts(root: Document): PageTexts {
  const holder = root.getElementById('kebao-texts');
  const texts = holder ? (JSON.parse(holder.textContent ?? '{}') as Record<string, string>) : {};
  return (key) => texts[key] ?? key;
}

export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
