// zrender keeps the widths of texts under the texts themselves in a plain object. A customer called "__proto__" would
// reach into the prototype of all objects of the page; with a mark before every key there is no such name.

import LRU from 'zrender/lib/core/LRU.js';

const {get, put} = LRU.prototype as {get(key: string | number): unknown; put(key: string | number, value: unknown): unknown};

LRU.prototype.get = function (key: string | number) {
  return get.call(this, `=${key}`);
};
LRU.prototype.put = function (key: string | number, value: unknown) {
  return put.call(this, `=${key}`, value);
};
