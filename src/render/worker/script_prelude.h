#pragma once

namespace kebao::render {

/// What every library finds before it is loaded: timers in a time that passes only when the host
/// says so, and the object `kebaoHost` by which the host calls functions and awaits promises.
/// `window`, `self` and `document` stay undefined, else libraries would take this for a browser.
inline constexpr const char* kScriptPrelude = R"js((() => {
  'use strict';
  const ownPromise = Promise;  // a library may replace the global one
  let timers = [], now = 0, lastId = 0, outcome = null;
  const add = (call, delay, rest, every) => {
    timers.push({id: ++lastId, due: now + Math.max(0, Number(delay) || 0), call: () => call(...rest), every});
    return lastId;
  };
  const remove = (id) => { timers = timers.filter((timer) => timer.id !== id); };
  globalThis.setTimeout = (call, delay, ...rest) => add(call, delay, rest, null);
  globalThis.setInterval = (call, delay, ...rest) => add(call, delay, rest, Math.max(1, Number(delay) || 0));
  globalThis.setImmediate = (call, ...rest) => add(call, 0, rest, null);
  globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = remove;
  globalThis.kebaoHost = {
    /** Calls library.name(...values); the outcome comes later if the function gives a promise. */
    start(library, name, ...values) {
      timers = [], now = 0, outcome = null;
      const settle = (state) => (value) => { outcome ??= {state, value}; };
      ownPromise.resolve(globalThis[library][name](...values)).then(settle('done'), settle('failed'));
    },
    /** Runs the timer that is due first. false: there is none. */
    pump() {
      const next = timers.reduce((first, timer) => (first && first.due <= timer.due ? first : timer), null);
      if (next === null) return false;
      now = next.due;
      if (next.every === null) remove(next.id); else next.due += next.every;
      next.call();
      return true;
    },
    state: () => (outcome === null ? 'waiting' : outcome.state),
    result: () => outcome.value,
    isFunction: (library, name) => typeof globalThis[library]?.[name] === 'function',
  };
})();)js";

}  // namespace kebao::render
