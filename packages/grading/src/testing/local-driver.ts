import type { DriverError, ExecRequest, ExecResult } from '@springboard/environments/driver.ts';
import { execLocally } from '@springboard/environments/local-exec.ts';

/** `exec` of a driver whose only node is this machine: real shells, real signals, no engine. */
export class LocalDriver {
  /** Thrown by every call while it is set. */
  fail: DriverError | undefined;

  async exec(_environmentId: string, _node: string, request: ExecRequest): Promise<ExecResult> {
    if (this.fail) throw this.fail;
    return execLocally(request);
  }
}
