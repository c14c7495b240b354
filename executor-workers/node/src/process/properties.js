// @ts-check
/** Java's .properties: comments with # or !, `=`, `:` or blank after the key, `\` escapes and continued lines. */

const SIMPLE = /** @type {Record<string, string>} */ ({ t: '\t', n: '\n', r: '\r', f: '\f' });

/** @param {string} text @returns {Map<string, string>} @throws {Error} for a malformed escape */
export function parseProperties(text) {
  /** @type {Map<string, string>} */
  const values = new Map();
  for (const line of logicalLines(text)) {
    const [, key, value] = /** @type {RegExpExecArray} */ (/^((?:\\.|[^\\=:\s])*)\s*[=:]?\s*(.*)$/su.exec(line));
    values.set(unescaped(key), unescaped(value).trim());
  }
  return values;
}

/** @param {string} text */
function logicalLines(text) {
  const lines = [];
  let begun = '';
  for (const natural of text.split(/\r\n|\r|\n/u)) {
    const line = natural.replace(/^[ \t\f]+/u, '');
    if (begun === '' && (line === '' || /^[#!]/u.test(line))) continue;
    const backslashes = /\\*$/u.exec(line)?.[0].length ?? 0;
    if (backslashes % 2 === 1) {
      begun += line.slice(0, -1);
    } else {
      lines.push(begun + line);
      begun = '';
    }
  }
  return begun === '' ? lines : [...lines, begun];
}

/** @param {string} text */
function unescaped(text) {
  return text.replace(/\\(u[0-9a-fA-F]{4}|u|.)/gsu, (_, escape) => {
    if (escape === 'u') throw new Error('malformed \\uxxxx escape');
    if (escape.length > 1) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    return SIMPLE[escape] ?? escape;
  });
}
