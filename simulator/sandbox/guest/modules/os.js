/** `node:os`: a Lambda environment as a handler sees it. */
const { memory } = require('internal/host');
const totalMemory = () => Number(process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? 128) * 1048576;

module.exports = {
  EOL: '\n',
  devNull: '/dev/null',
  arch: () => process.arch,
  availableParallelism: () => 2,
  cpus: () =>
    Array.from({ length: 2 }, () => ({
      model: 'virtual',
      speed: 2500,
      times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
    })),
  endianness: () => 'LE',
  freemem: () => Math.max(0, totalMemory() - memory()),
  totalmem: totalMemory,
  homedir: () => '/home/sbx_user1051',
  hostname: () => '169.254.76.1',
  loadavg: () => [0, 0, 0],
  machine: () => (process.arch === 'arm64' ? 'aarch64' : 'x86_64'),
  networkInterfaces: () => ({}),
  platform: () => 'linux',
  release: () => '5.10.0',
  tmpdir: () => process.env.TMPDIR ?? '/tmp',
  type: () => 'Linux',
  uptime: () => process.uptime(),
  userInfo: () => ({
    uid: 993,
    gid: 990,
    username: 'sbx_user1051',
    homedir: '/home/sbx_user1051',
    shell: '/sbin/nologin',
  }),
  version: () => 'Linux',
  constants: { signals: { SIGTERM: 15, SIGKILL: 9, SIGINT: 2 }, errno: {} },
};
