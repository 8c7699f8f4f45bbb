/** What one connection needs; the answer of `POST /api/attempts/{id}/terminals`. */
export interface Ticket {
  readonly ticket: string;
  /** WebSocket address of the gateway; carries no secret. */
  readonly url: string;
}

/** Thrown by `getTicket` when asking again cannot help (attempt over, not found). `message` is shown to the person. */
export class TerminalRefused extends Error {
  override readonly name = 'TerminalRefused';
}
