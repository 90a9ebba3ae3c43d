// Stands in for @alcalzone/ansi-tokenize in the bundle. Ink takes every line of every frame apart with it, and it asks
// Intl.Segmenter for each character, those of the escape sequences too: more than half of the time of a frame. A line
// of characters one column wide and colours needs no segmenter; any other line goes to the real one.

const real = require('../node_modules/@alcalzone/ansi-tokenize/build/index.js');
const { narrow } = require('./string-width.cjs');

const colour = /\u001b\[[0-9;]*m/y;
/** Sequences and characters seen so far, as tokens: whoever takes them copies them. */
const colours = new Map();
const characters = new Map();
const MOST_COLOURS = 4096;

function tokensOf(sequence) {
  let tokens = colours.get(sequence);
  if (tokens === undefined) {
    if (colours.size === MOST_COLOURS) colours.clear();
    tokens = real.tokenize(sequence);
    colours.set(sequence, tokens);
  }
  return tokens;
}

function tokenOf(character) {
  let token = characters.get(character);
  if (token === undefined) {
    token = { type: 'char', value: character, fullWidth: false };
    characters.set(character, token);
  }
  return token;
}

function tokenize(text, end = Number.POSITIVE_INFINITY) {
  if (!narrow.test(text.replace(/\u001b\[[0-9;]*m/g, ''))) return real.tokenize(text, end);
  const tokens = [];
  let visible = 0;
  for (let at = 0; at < text.length; ) {
    if (text.charCodeAt(at) === 0x1b) {
      colour.lastIndex = at;
      const [sequence] = colour.exec(text);
      tokens.push(...tokensOf(sequence));
      at += sequence.length;
    } else {
      tokens.push(tokenOf(text[at]));
      at++;
      if (++visible >= end) break;
    }
  }
  return tokens;
}

module.exports = { ...real, tokenize };
