/**
 * `node:fs` on the file system of an environment: `/tmp` to write to, `/var/task` to read.
 * Every call has its three forms. Left out: streams' back pressure, watching, links, permissions.
 */
const { Buffer } = require('buffer');
const { file } = require('internal/host');
const path = require('path');
const EventEmitter = require('events');

const errors = {
  ENOENT: [-2, 'no such file or directory'],
  EEXIST: [-17, 'file already exists'],
  ENOTDIR: [-20, 'not a directory'],
  EISDIR: [-21, 'illegal operation on a directory'],
  ENOTEMPTY: [-39, 'directory not empty'],
  ENOSPC: [-28, 'no space left on device'],
  EROFS: [-30, 'read-only file system'],
  EPERM: [-1, 'operation not permitted'],
  EBADF: [-9, 'bad file descriptor'],
  EINVAL: [-22, 'invalid argument'],
};

function failure(code, syscall, name, dest) {
  const [errno, text] = errors[code];
  const error = new Error(
    `${code}: ${text}, ${syscall}${name === undefined ? '' : ` '${name}'`}${dest === undefined ? '' : ` -> '${dest}'`}`,
  );
  return Object.assign(
    error,
    { errno, code, syscall },
    name === undefined ? {} : { path: name },
    dest === undefined ? {} : { dest },
  );
}

const nameOf = (value) => {
  if (typeof value === 'string') return value;
  if (value instanceof URL) return decodeURIComponent(value.pathname);
  if (ArrayBuffer.isView(value)) return Buffer.from(value).toString();
  throw Object.assign(
    new TypeError(
      `The "path" argument must be of type string or an instance of Buffer or URL. Received ${value === null ? 'null' : typeof value}`,
    ),
    { code: 'ERR_INVALID_ARG_TYPE' },
  );
};

function ask(call, syscall, value, argument, dest) {
  const name = nameOf(value);
  const full = path.resolve(name);
  const result = argument === undefined ? file(call, full) : file(call, full, argument);
  if (typeof result === 'string' && result in errors) throw failure(result, syscall, name, dest);
  return result;
}

const bytesOf = (data, encoding) => {
  const bytes =
    typeof data === 'string'
      ? Buffer.from(data, encoding ?? 'utf8')
      : ArrayBuffer.isView(data)
        ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
        : undefined;
  if (!bytes)
    throw Object.assign(
      new TypeError(
        `The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${data === null ? 'null' : typeof data}`,
      ),
      { code: 'ERR_INVALID_ARG_TYPE' },
    );
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};
const encodingOf = (options) => (typeof options === 'string' ? options : options?.encoding);

class Stats {
  constructor(kind, size, modifiedMs) {
    Object.assign(this, {
      dev: 1,
      mode: kind === 'd' ? 0o40755 : 0o100644,
      nlink: 1,
      uid: 993,
      gid: 990,
      rdev: 0,
      blksize: 4096,
      ino: 1,
      size,
      blocks: Math.ceil(size / 512),
    });
    for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
      this[`${name}Ms`] = modifiedMs;
      this[name] = new Date(modifiedMs);
    }
  }
  isFile() {
    return (this.mode & 0o170000) === 0o100000;
  }
  isDirectory() {
    return !this.isFile();
  }
  isSymbolicLink() {
    return false;
  }
}

const stat = (name, syscall = 'stat') => {
  const [kind, size, modifiedMs] = ask('stat', syscall, name).split('/');
  return new Stats(kind, +size, +modifiedMs);
};
const exists = (name) => {
  try {
    stat(name);
    return true;
  } catch {
    return false;
  }
};

// Descriptors: a number for a name and a place in it.
const open = new Map();
let nextDescriptor = 20;
const opened = (fd, syscall) => {
  const entry = open.get(fd);
  if (!entry) throw failure('EBADF', syscall);
  return entry;
};

class Dirent {
  constructor(name, parentPath, stats) {
    Object.assign(this, { name, parentPath, path: parentPath });
    Object.defineProperty(this, 'stats', { value: stats });
  }
  isFile() {
    return this.stats.isFile();
  }
  isDirectory() {
    return this.stats.isDirectory();
  }
  isSymbolicLink() {
    return false;
  }
}

function list(name, options = {}) {
  const names = ask('list', 'scandir', name).split('/').slice(1).filter(Boolean);
  const found = names.map((entry) => new Dirent(entry, nameOf(name), stat(path.join(nameOf(name), entry))));
  const shown = found.flatMap((entry) => {
    const inner = options?.recursive && entry.isDirectory() ? list(path.join(nameOf(name), entry.name), options) : [];
    return [
      options?.withFileTypes ? entry : entry.name,
      ...(options?.withFileTypes ? inner : inner.map((one) => path.join(entry.name, one))),
    ];
  });
  return shown;
}

function remove(name, options) {
  let stats;
  try {
    stats = stat(name, 'rm');
  } catch (error) {
    if (options?.force && error.code === 'ENOENT') return;
    throw error;
  }
  if (stats.isDirectory()) {
    if (!options?.recursive)
      throw Object.assign(new Error(`Path is a directory: rm returned EISDIR (is a directory) ${nameOf(name)}`), {
        code: 'ERR_FS_EISDIR',
        errno: 21,
        syscall: 'rm',
        path: nameOf(name),
      });
    for (const entry of list(name)) remove(path.join(nameOf(name), entry), options);
  }
  ask('remove', 'rm', name);
}

function write(name, data, options, call = 'write') {
  const flag = options?.flag ?? '';
  if (typeof name === 'number') {
    const entry = opened(name, 'write');
    ask('append', 'write', entry.name, bytesOf(data, encodingOf(options)));
    return;
  }
  if (flag.includes('x') && exists(name)) throw failure('EEXIST', 'open', nameOf(name));
  ask(flag.startsWith('a') ? 'append' : call, 'open', name, bytesOf(data, encodingOf(options)));
}

const sync = {
  readFile(name, options) {
    const bytes = Buffer.from(ask('read', 'open', typeof name === 'number' ? opened(name, 'read').name : name));
    const encoding = encodingOf(options);
    return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
  },
  writeFile: (name, data, options) => write(name, data, options),
  appendFile: (name, data, options) => write(name, data, options, 'append'),
  stat: (name, options) => (options?.throwIfNoEntry === false && !exists(name) ? undefined : stat(name)),
  lstat: (name, options) => (options?.throwIfNoEntry === false && !exists(name) ? undefined : stat(name, 'lstat')),
  access: (name, mode = 0) => {
    stat(name, 'access');
    if (mode & 2 && !path.resolve(nameOf(name)).startsWith('/tmp')) throw failure('EROFS', 'access', nameOf(name));
  },
  readdir: (name, options) => list(name, options),
  mkdir(name, options) {
    if (!(typeof options === 'object' && options?.recursive)) return void ask('mkdir', 'mkdir', name);
    let first;
    const parts = path.resolve(nameOf(name)).split('/').slice(1);
    for (let i = 1; i <= parts.length; i++) {
      const folder = `/${parts.slice(0, i).join('/')}`;
      if (exists(folder)) {
        if (stat(folder).isFile()) throw failure(i === parts.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', nameOf(name));
        continue;
      }
      ask('mkdir', 'mkdir', folder);
      first ??= folder;
    }
    return first;
  },
  mkdtemp(prefix) {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
    const name = prefix + Array.from({ length: 6 }, () => letters[Math.floor(Math.random() * letters.length)]).join('');
    ask('mkdir', 'mkdtemp', name);
    return name;
  },
  unlink(name) {
    if (exists(name) && stat(name).isDirectory()) throw failure('EISDIR', 'unlink', nameOf(name));
    ask('remove', 'unlink', name);
  },
  rmdir(name) {
    if (stat(name, 'rmdir').isFile()) throw failure('ENOTDIR', 'rmdir', nameOf(name));
    ask('remove', 'rmdir', name);
  },
  rm: remove,
  rename: (from, to) => void ask('rename', 'rename', from, path.resolve(nameOf(to)), nameOf(to)),
  copyFile: (from, to) => write(to, Buffer.from(ask('read', 'copyfile', from)), undefined),
  truncate(name, length = 0) {
    const bytes = Buffer.alloc(length);
    Buffer.from(ask('read', 'open', name)).copy(bytes);
    write(name, bytes, undefined);
  },
  realpath: (name) => (stat(name, 'lstat'), path.resolve(nameOf(name))),
  utimes: (name) => void stat(name, 'utime'),
  chmod: (name) => void stat(name, 'chmod'),
  open(name, flags = 'r') {
    const isThere = exists(name);
    if (flags.includes('x') && isThere) throw failure('EEXIST', 'open', nameOf(name));
    if (flags.startsWith('w')) write(name, '', undefined);
    else if (flags.startsWith('a') && !isThere) write(name, '', undefined);
    else if (!isThere) throw failure('ENOENT', 'open', nameOf(name));
    open.set(nextDescriptor, { name: path.resolve(nameOf(name)), at: 0 });
    return nextDescriptor++;
  },
  close(fd) {
    opened(fd, 'close');
    open.delete(fd);
  },
  fstat: (fd) => stat(opened(fd, 'fstat').name, 'fstat'),
  fsync: (fd) => void opened(fd, 'fsync'),
  read(fd, buffer, offset = 0, length = buffer.byteLength - offset, position = null) {
    if (typeof offset === 'object' && offset !== null)
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
    const entry = opened(fd, 'read');
    const at = typeof position === 'number' ? position : entry.at;
    const bytes = Buffer.from(ask('read', 'read', entry.name)).subarray(at, at + length);
    new Uint8Array(buffer.buffer, buffer.byteOffset).set(bytes, offset);
    if (typeof position !== 'number') entry.at += bytes.length;
    return bytes.length;
  },
  write(fd, data, ...rest) {
    const isText = typeof data === 'string';
    const [offset = 0, length = data.byteLength - offset] = isText ? [] : rest;
    if (fd === 1 || fd === 2) {
      process[fd === 1 ? 'stdout' : 'stderr'].write(isText ? data : Buffer.from(data));
      return data.length;
    }
    const bytes = isText ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset + offset, length);
    ask('append', 'write', opened(fd, 'write').name, bytesOf(bytes));
    return bytes.length;
  },
};

function createReadStream(name, options) {
  const stream = new EventEmitter();
  const encoding = encodingOf(options);
  stream.setEncoding = () => stream;
  stream.pipe = (target) => (stream.on('data', (chunk) => target.write(chunk)).on('end', () => target.end?.()), target);
  stream[Symbol.asyncIterator] = async function* () {
    yield sync.readFile(name, encoding);
  };
  setImmediate(() => {
    try {
      stream.emit('data', sync.readFile(name, encoding));
      stream.emit('end');
      stream.emit('close');
    } catch (error) {
      if (stream.listenerCount('error') > 0) stream.emit('error', error);
    }
  });
  return stream;
}

function createWriteStream(name, options) {
  const stream = new EventEmitter();
  write(name, '', options?.flags ? { flag: options.flags } : undefined);
  stream.write = (chunk, encoding, callback) => {
    write(name, chunk, { encoding: typeof encoding === 'string' ? encoding : undefined, flag: 'a' });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) setImmediate(done);
    return true;
  };
  stream.end = (chunk) => {
    if (chunk !== undefined) stream.write(chunk);
    setImmediate(() => (stream.emit('finish'), stream.emit('close')));
    return stream;
  };
  return stream;
}

const promises = {};
const callbacks = {};
const syncs = {};
for (const name of Object.keys(sync)) {
  const act = sync[name];
  syncs[`${name}Sync`] = act;
  promises[name] = async (...args) => {
    await new Promise((resolve) => setImmediate(resolve));
    return act(...args);
  };
  callbacks[name] = (...args) => {
    const callback = args.pop();
    if (typeof callback !== 'function')
      throw Object.assign(
        new TypeError(
          `The "cb" argument must be of type function. Received ${callback === undefined ? 'undefined' : `type ${typeof callback}`}`,
        ),
        { code: 'ERR_INVALID_ARG_TYPE' },
      );
    setImmediate(() => {
      let result;
      try {
        result = act(...args);
      } catch (error) {
        return callback(error);
      }
      callback(null, result);
    });
  };
}
promises.open = async (name, flags) => {
  const fd = sync.open(name, flags);
  return {
    fd,
    readFile: async (options) => sync.readFile(fd, options),
    writeFile: async (data, options) => write(fd, data, options),
    appendFile: async (data, options) => write(fd, data, options),
    read: async (buffer, ...rest) => ({ bytesRead: sync.read(fd, buffer, ...rest), buffer }),
    write: async (data, ...rest) => ({ bytesWritten: sync.write(fd, data, ...rest), buffer: data }),
    stat: async () => sync.fstat(fd),
    close: async () => sync.close(fd),
  };
};
for (const name of ['close', 'read', 'write', 'fstat', 'fsync']) delete promises[name];
const constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64 };
promises.constants = constants;

module.exports = {
  ...syncs,
  ...callbacks,
  existsSync: exists,
  exists: (name, callback) => setImmediate(() => callback(exists(name))),
  createReadStream,
  createWriteStream,
  promises,
  constants,
  Stats,
  Dirent,
  ...constants,
};
