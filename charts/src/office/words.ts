// The words that an office file adds of its own; the host has them in both languages.

export interface Words {
  say(key: string, values?: Record<string, string | number>): string;
}

export function wordsFrom(texts: Record<string, string>): Words {
  return {
    say(key, values = {}) {
      const text = texts[key];
      if (text === undefined) throw new Error(`no text "${key}"`);
      return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
    },
  };
}
