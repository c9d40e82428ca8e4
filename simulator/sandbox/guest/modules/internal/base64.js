/** `atob` and `btoa`. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const invalid = (message) => new DOMException(message, 'InvalidCharacterError');

function btoa(input) {
  const text = `${input}`;
  let result = '';
  for (let i = 0; i < text.length; i += 3) {
    const codes = [0, 1, 2].map((k) => text.charCodeAt(i + k) || 0);
    if (codes.some((code) => code > 255)) throw invalid('Invalid character');
    const bits = (codes[0] << 16) | (codes[1] << 8) | codes[2];
    const left = text.length - i;
    for (let k = 0; k < 4; k++) result += k > left ? '=' : alphabet[(bits >> (18 - 6 * k)) & 63];
  }
  return result;
}

function atob(input) {
  const text = `${input}`.replace(/[\t\n\f\r ]/g, '').replace(/={1,2}$/, '');
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text))
    throw invalid('The string to be decoded is not correctly encoded.');
  let result = '';
  for (let i = 0, bits = 0, count = 0; i < text.length; i++) {
    bits = ((bits << 6) | alphabet.indexOf(text[i])) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      result += String.fromCharCode((bits >> count) & 255);
    }
  }
  return result;
}

module.exports = { atob, btoa };
