/** A request that nobody answers lapses after so long, in milliseconds: a yes should mean the mentor is still there. */
export const askLivesMs = 10 * 60_000;
/** Following ends by itself after so long, in milliseconds; nobody should be watched for days because a page was left open. */
export const followLivesMs = 4 * 3_600_000;
/** After a no the same mentor may ask again in so long, in milliseconds. */
export const restAfterNoMs = 5 * 60_000;
