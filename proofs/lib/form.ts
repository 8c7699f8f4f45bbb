/** `npm test` runs the short form of each proof, `npm run test:faults` the full one. */
export const full = process.env.SPRINGBOARD_PROOFS === 'full';
