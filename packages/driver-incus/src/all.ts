/** All side by side. When one fails the others are still awaited, so that nothing is at work behind the caller's back. */
export async function allOrFirstError<In, Out>(
  inputs: readonly In[],
  work: (input: In) => Promise<Out>,
): Promise<Out[]> {
  const results = await Promise.allSettled(inputs.map(work));
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
