/** `console.table`: a table of rows and columns, drawn with lines. */
const { inspect } = require('internal/inspect');
const create = Object.create;
const { keys } = Object;
const { isArray } = Array;
const isEnumerable = (object, key) => Object.prototype.propertyIsEnumerable.call(object, key);

function table(data, chosen) {
  const rows = [];
  const columns = new Set();
  let hasValues = false;
  const cell = (value) =>
    inspect(value, {
      depth: value !== null && typeof value === 'object' && !isArray(value) && keys(value).length > 2 ? -1 : 0,
      maxArrayLength: 3,
      breakLength: Infinity,
    });
  const add = (index, value) => {
    const row = { index, cells: create(null), value: undefined };
    if (value !== null && typeof value === 'object') {
      for (const key of chosen ?? keys(value)) {
        columns.add(key);
        if (isEnumerable(value, key)) row.cells[key] = cell(value[key]);
      }
    } else {
      row.value = cell(value);
      hasValues = true;
    }
    rows.push(row);
  };
  let head = '(index)';
  if (data instanceof Map) {
    head = '(iteration index)';
    let i = 0;
    data.forEach((value, key) => add(`${i++}`, { Key: key, Values: value }));
  } else if (data instanceof Set) {
    head = '(iteration index)';
    let i = 0;
    data.forEach((value) => add(`${i++}`, value));
  } else for (const key of keys(data)) add(key, data[key]);
  const titles = [head, ...columns, ...(hasValues ? ['Values'] : [])];
  const lines = rows.map((row) => [
    row.index,
    ...[...columns].map((key) => row.cells[key] ?? ''),
    ...(hasValues ? [row.value ?? ''] : []),
  ]);
  const widths = titles.map(
    (title, i) => lines.reduce((most, line) => Math.max(most, line[i].length), title.length) + 2,
  );
  const line = (cells) => `│${cells.map((text, i) => ` ${text}${' '.repeat(widths[i] - text.length - 1)}`).join('│')}│`;
  const rule = (left, middle, right) => `${left}${widths.map((width) => '─'.repeat(width)).join(middle)}${right}`;
  return [rule('┌', '┬', '┐'), line(titles), rule('├', '┼', '┤'), ...lines.map(line), rule('└', '┴', '┘')].join('\n');
}

module.exports = { table };
