import { Terminal } from '../node/headless.ts';

/** A thread of screens whose emulator has defects: a title of `exit` ends the thread, `throw` throws a moment later, `hang` never returns. */
const armed = new WeakSet<object>();
const { write } = Terminal.prototype;

Terminal.prototype.write = function (...given: Parameters<typeof write>) {
  if (!armed.has(this)) {
    armed.add(this);
    this.onTitleChange((title) => {
      if (title === 'exit') process.exit(1);
      if (title === 'throw') setTimeout(() => void Promise.reject(new Error('a defect of the emulator')));
      while (title === 'hang');
    });
  }
  return write.apply(this, given);
};

await import('../node/screens/thread-program.ts');
