// Texts come from customers and agents. What cannot be drawn, or would turn round the text beside it, is taken out.

// Control characters and line ends would break a label, or the XML that it is written into.
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
// Overrides and isolates of writing direction; letters keep the direction that they have by themselves.
const DIRECTION = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const NOT_A_LETTER = /[\ufffe\uffff\ufdd0-\ufdef]/g;
const HALF_LETTER = /\p{Cs}/gu;

export function cleanText(text: string): string {
  return text.replace(CONTROL, ' ').replace(DIRECTION, '').replace(NOT_A_LETTER, '').replace(HALF_LETTER, '\ufffd');
}
