/** `performance`: the virtual clock, in milliseconds from the start of the process. */
const { now } = require('internal/host');
const origin = now();
const marks = [];
const measured = (entry) => {
  marks.push(entry);
  return entry;
};
module.exports.performance = {
  timeOrigin: origin / 1000,
  now: () => (now() - origin) / 1000,
  mark: (name, options) =>
    measured({
      name,
      entryType: 'mark',
      startTime: options?.startTime ?? (now() - origin) / 1000,
      duration: 0,
      detail: options?.detail ?? null,
    }),
  measure(name, start, end) {
    const at = (mark, fallback) =>
      typeof mark === 'string' ? (marks.findLast((entry) => entry.name === mark)?.startTime ?? 0) : fallback;
    const startTime = at(start, 0);
    return measured({
      name,
      entryType: 'measure',
      startTime,
      duration: at(end, (now() - origin) / 1000) - startTime,
      detail: null,
    });
  },
  getEntries: () => [...marks],
  getEntriesByName: (name) => marks.filter((entry) => entry.name === name),
  getEntriesByType: (type) => marks.filter((entry) => entry.entryType === type),
  clearMarks: () => void marks.splice(0, marks.length),
  clearMeasures() {},
  eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  toJSON() {
    return { timeOrigin: this.timeOrigin };
  },
};
