import type { Setting } from '../attempt/scene.ts';
import { Dice } from '../dice.ts';
import type { History } from '../history.ts';
import { type Typed, terminalScripts } from '../texts/terminals.ts';
import type { Session } from './session.ts';

/** Looks whose runs begin within so long of one another are one look, in milliseconds. */
const oneLookMs = 3_000;
/** A look follows the command it is about after so long: the terminal has to be quiet first. */
const quietMs = 1_800;
/** Recordings that are older would have been removed. */
const keptForMs = 30 * 24 * 3_600_000;

/** What the terminals of recent attempts printed: commands that fit what the checks said, at the times at which they looked. */
export function recordSessions({ now }: Setting, history: History): Session[] {
  return history.attempts.flatMap((attempt): Session[] => {
    const script = terminalScripts[attempt.slug];
    const { environmentId, readyAt } = attempt;
    if (!script || !environmentId || !readyAt || now.getTime() - readyAt.getTime() > keptForMs) return [];
    const typed = script.tasks(attempt.params as Record<string, string | number>);
    const looks = looksOf(history, attempt.id, environmentId);
    const [first] = looks;
    if (!first) return [];
    const startedAt = new Date(Math.max(readyAt.getTime(), first.from.getTime() - 60_000));
    const typist = new Typist(script.node, startedAt, new Dice('typist', attempt.id));
    for (const [taskId, ofTask] of Map.groupBy(looks, (look) => look.taskId)) {
      const commands = typed[taskId] ?? [];
      for (const [index, look] of ofTask.entries()) {
        const before = commands.slice(share(commands, index, ofTask), share(commands, index + 1, ofTask));
        typist.typeUntil(before, look.from.getTime() - quietMs);
      }
    }
    return [
      { attemptId: attempt.id, environmentId, node: script.node, number: 1, startedAt, ...typist.end() },
    ];
  });
}

/** Commands are spread over the looks, the last one before the last look. */
function share(commands: readonly unknown[], index: number, looks: readonly unknown[]): number {
  return Math.floor((index * commands.length) / looks.length);
}

interface Look {
  readonly taskId: string;
  readonly from: Date;
}

function looksOf(history: History, attemptId: string, environmentId: string): Look[] {
  const runs = history.checkRuns.filter(
    (run) => run.attemptId === attemptId && run.environmentId === environmentId && run.trigger !== 'finish',
  );
  return runs.flatMap(({ taskId, startedAt }, index) => {
    const before = runs[index - 1];
    const same = before?.taskId === taskId && startedAt.getTime() - before.startedAt.getTime() < oneLookMs;
    return same ? [] : [{ taskId, from: startedAt }];
  });
}

/** Somebody at a shell. */
class Typist {
  readonly #prompt: string;
  readonly #dice: Dice;
  readonly #prints: { at: Date; text: string }[] = [];
  #at: number;

  constructor(node: string, at: Date, dice: Dice) {
    this.#prompt = `\u001b[1;32mroot@${node}\u001b[0m:\u001b[1;34m~\u001b[0m# `;
    this.#dice = dice;
    this.#at = at.getTime() + 300;
    this.#print(this.#prompt);
  }

  /** Types these one after the other, spread over the time until then; the last one is over just before it. */
  typeUntil(commands: readonly Typed[], untilMs: number): void {
    const began = this.#at;
    for (const [index, command] of commands.entries()) {
      const end = began + ((untilMs - began) * (index + 1)) / commands.length;
      this.#type(command, end);
    }
  }

  #type([command, prints]: Typed, end: number): void {
    const keys = [...command].map(() => this.#dice.whole(45, 130));
    const takesMs = this.#dice.whole(120, 600);
    const typingMs = keys.reduce((sum, key) => sum + key, 0);
    this.#at = Math.max(this.#at + 200, end - typingMs - takesMs);
    for (const [index, character] of [...command].entries()) {
      this.#at += keys[index] ?? 0;
      this.#print(character);
    }
    this.#print('\r\n');
    this.#at += takesMs;
    const output = prints === '' ? '' : `${prints.replaceAll('\n', '\r\n')}\r\n`;
    this.#print(`${output}${this.#prompt}`);
  }

  #print(text: string): void {
    this.#prints.push({ at: new Date(this.#at), text });
  }

  end(): Pick<Session, 'prints' | 'endedAt'> {
    return { prints: this.#prints, endedAt: new Date(this.#at + 1_000) };
  }
}
