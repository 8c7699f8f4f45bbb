/** How much is measured. The numbers of a decision come from the full one. */
export interface Plan {
  /** Rounds of so many keys each, per contender: idle, and again while another terminal floods. */
  readonly echoRounds: number;
  readonly keysPerRound: number;
  readonly promptRounds: number;
  readonly interruptRounds: number;
  readonly carryRounds: number;
  readonly carryBytes: number;
  readonly browserRounds: number;
  readonly browserBytes: number;
  readonly idleTerminals: number;
  readonly typingTerminals: number;
  readonly manyTerminals: number;
  readonly fullTerminals: number;
  /** Each share of a core is over so many seconds. */
  readonly shareSeconds: number;
}

const full: Plan = {
  echoRounds: 5,
  keysPerRound: 100,
  promptRounds: 20,
  interruptRounds: 10,
  carryRounds: 3,
  carryBytes: 100_000_000,
  browserRounds: 3,
  browserBytes: 100_000_000,
  idleTerminals: 200,
  typingTerminals: 50,
  manyTerminals: 500,
  fullTerminals: 50,
  shareSeconds: 30,
};

const quick: Plan = {
  echoRounds: 2,
  keysPerRound: 60,
  promptRounds: 3,
  interruptRounds: 2,
  carryRounds: 1,
  carryBytes: 10_000_000,
  browserRounds: 1,
  browserBytes: 10_000_000,
  idleTerminals: 20,
  typingTerminals: 10,
  manyTerminals: 40,
  fullTerminals: 10,
  shareSeconds: 5,
};

export const planOf = (isQuick: boolean): Plan => (isQuick ? quick : full);
