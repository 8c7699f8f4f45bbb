/** What is assigned is made so long before it is due, in milliseconds: a class of forty is not made in a minute. */
export const poolLeadMs = 15 * 60_000;
