/** `node:path`, from the `path-browserify` package. */
const path = require('../../../../node_modules/path-browserify/index.js');
path.toNamespacedPath = (value) => value;
module.exports = path;
