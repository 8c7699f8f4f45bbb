/** Everybody once a round, each round beginning with the next one: what the machine does beside meets all alike. */
export async function inTurn<T>(
  all: readonly T[],
  rounds: number,
  play: (one: T, round: number) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < all.length; place += 1) {
      const one = all[(place + round) % all.length];
      if (one !== undefined) await play(one, round);
    }
  }
}

/** Does `work` for each, so many at the same time. */
export async function fewAtOnce<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const index = next;
      next += 1;
      results[index] = await work(all[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
