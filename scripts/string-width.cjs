// Replaces string-width in the bundle. The package compiles its regular expressions and its segmenter when it is loaded, a
// fifth of the time to the first frame. Nearly all that we draw is one column wide; only other text needs the package.

// ASCII, Latin, Greek, punctuation, arrows, mathematics, box drawing, blocks, and the dashboard's marks.
const narrow =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u038a\u03a3-\u03ff\u2010-\u2027\u2030-\u203b\u2190-\u2193\u2200-\u22ff\u2500-\u259f\u25b2\u25b6\u25c6\u25c7\u25cb\u25cf\u2800-\u28ff\u2713\u2717]*$/;

module.exports = (text, options) =>
  narrow.test(text) ? text.length : require('../node_modules/string-width/index.js').default(text, options);
module.exports.narrow = narrow;
