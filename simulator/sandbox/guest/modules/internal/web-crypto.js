/** The global `crypto`. Left out of `subtle`: everything but `digest`. */
const node = require('crypto');
module.exports.crypto = node.webcrypto;
