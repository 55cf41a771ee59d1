// An engine without a page has no timers and no console. ECharts asks for timers when it starts, though nothing that is
// drawn to a text waits for one: they are accepted and never run. `window`, `self` and `document` stay undefined, since
// with them ECharts would take the engine for a browser.

const host = globalThis as Record<string, unknown>;
const nothing = (): void => undefined;
let timers = 0;
const never = (): number => ++timers;

for (const name of ['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame']) host[name] ??= never;
for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate', 'cancelAnimationFrame']) host[name] ??= nothing;
host['console'] ??= {log: nothing, info: nothing, warn: nothing, error: nothing};
