/** The body of a JSON array, an element a line, written page by page as it is read; who goes away ends the reading. */
export function jsonArrayStream(
  pages: AsyncGenerator<readonly unknown[], void, undefined>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let before = '[\n';
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pages.next();
      let text = '';
      for (const element of value ?? []) {
        text += before + JSON.stringify(element);
        before = ',\n';
      }
      if (done) text += before === '[\n' ? '[]\n' : '\n]\n';
      // Also of an empty page: without a chunk nobody would ask for the next one.
      controller.enqueue(encoder.encode(text));
      if (done) controller.close();
    },
    cancel: async () => {
      await pages.return();
    },
  });
}
