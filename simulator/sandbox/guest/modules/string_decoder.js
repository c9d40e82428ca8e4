/** `node:string_decoder`, from the package of that name. */
module.exports = require('../../../../node_modules/string_decoder/lib/string_decoder.js');
