/** `node:perf_hooks`. */
module.exports = {
  get performance() {
    return performance;
  },
};
