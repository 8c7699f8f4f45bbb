/**
 * Settings for a small installation next to its labs. Local TCP with a password is the only way in; nothing depends on
 * the machine's locales, time zone or size of /dev/shm.
 */
const ours: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  max_connections: '150',
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  huge_pages: 'off',
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // Not `minimal`: there a sequence that is made and used in one transaction is not logged, and after a kill begins again at a number that was given
  // out. BullMQ numbers its jobs so, drops a job whose number it knows, and its deduplication key then swallows all later jobs of that entity.
  wal_level: 'replica',
  max_wal_senders: '0',
  max_wal_size: '512MB',
  random_page_cost: '1.1',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
};

/** Command-line flags for `postgres`. `log_min_error_statement` stays high: statements may hold what must not be logged. */
export function serverFlags(more: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries({ ...ours, ...more }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
