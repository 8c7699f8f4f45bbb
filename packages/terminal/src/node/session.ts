import { type CloseReason, closeReasons } from '../common/close.ts';
import type { Attach, Control, Notice, RunResult } from '../common/frames.ts';
import { clampSize, maxUnreadInputBytes, type Size } from '../common/limits.ts';
import {
  HostKeyMismatch,
  type Log,
  NodeGone,
  type TerminalAuthority,
  type TerminalGrant,
} from './authority.ts';
import type { Courtesy } from './courtesy.ts';
import { ViewerFlow } from './flow.ts';
import type { RecordedScreen, StartRecording } from './recorder.ts';
import { NotWanted, reopening } from './reopen.ts';
import { typedText } from './run-text.ts';
import type { DrawnScreen } from './screen.ts';
import type { ScreenPool } from './screens/pool.ts';
import type { Kept } from './screens/thread-screen.ts';
import { Shell, type ShellEnd, type ShellEvents } from './shell.ts';
import { type OpenedShell, type Shells, TooManyShells } from './shells.ts';
import type { Viewer } from './viewer.ts';
import type { WriteLock } from './write-lock.ts';

export interface SessionOptions {
  readonly key: string;
  readonly grant: TerminalGrant;
  readonly shells: Shells;
  readonly screens: ScreenPool;
  readonly courtesy: Courtesy;
  readonly authority: TerminalAuthority;
  readonly log: Log;
  readonly startRecording?: StartRecording | undefined;
  readonly recordedScreen?: RecordedScreen | undefined;
  /** Of all terminals of the attempt. */
  readonly lock: WriteLock;
  /** The session is over: it is not to be given to anybody any more. */
  readonly onEnd: () => void;
}

/** After the shell's end viewers have so long, in milliseconds, to acknowledge its last output. */
const lastOutputMs = 5_000;
const interrupt = 0x03;
const notHeldNotice: Notice = {
  kind: 'info',
  text: 'This node cannot hold shells: this one ends when the terminal service restarts.',
};
const screenLostNotice: Notice = {
  kind: 'info',
  text: 'What was kept of this screen was lost on our side. It goes on here; a page that is opened anew shows what comes from now on.',
};

/** A terminal that outlives its sockets: one shell after another on one node, and whoever looks at it. */
export class TerminalSession {
  readonly key: string;
  readonly grant: TerminalGrant;
  readonly #options: SessionOptions;
  /** In the order of their coming. */
  readonly #viewers = new Map<Viewer, ViewerFlow | undefined>();
  #opening: Promise<Shell> | undefined;
  #shell: Shell | undefined;
  /** True until somebody was shown the present shell. */
  #unseen = true;
  #sizeOwner: Viewer | undefined;
  /** The shell that was lost, and its screen in the end: it may be found again. */
  #left: { readonly id: string; readonly screen: Promise<DrawnScreen> } | undefined;
  #exited = false;
  #over = false;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.key = options.key;
    this.grant = options.grant;
  }

  /** True while the shell's output waits for the viewer that sets the pace. */
  get waitsForViewer(): boolean {
    return this.#shell?.pacing.waitsForViewer ?? false;
  }

  /** Shows the session to `viewer`: exact resume where that is possible, else a snapshot, else a fresh shell. */
  async attach(viewer: Viewer): Promise<void> {
    if (viewer.follow && !this.#opening) {
      viewer.port.close(closeReasons.noShell);
      return;
    }
    this.#viewers.set(viewer, undefined);
    try {
      this.#opening ??= this.#open(viewer.wanted);
      const shell = await this.#opening;
      // A shell that was replaced meanwhile has welcomed everybody already.
      if (shell === this.#shell && this.#viewers.has(viewer)) {
        if (this.#admits(viewer)) this.#sizeOwner = viewer;
        await this.#show(viewer, shell);
      }
      if (viewer.follow && this.#viewers.has(viewer)) this.#shell?.mark(`${viewer.follow.mentor} follows`);
    } catch (error) {
      if (!this.#shell) this.#opening = undefined;
      if (this.#viewers.delete(viewer)) viewer.port.close(this.#reasonOf(error));
      if (this.#viewers.size === 0 && !this.#shell) this.#finish();
    }
  }

  detach(viewer: Viewer): void {
    this.#viewers.get(viewer)?.stop();
    if (!this.#viewers.delete(viewer) || this.#over) return;
    if (viewer.follow) this.#shell?.mark(`${viewer.follow.mentor} has left`);
    if (this.#sizeOwner === viewer) this.#giveSizeTo(this.#lastAdmitted());
    this.#tellPresence();
  }

  /** Somebody else may type from now on, and has the size with it. */
  lockChanged(): void {
    const { typist } = this.#options.lock;
    this.#shell?.mark(typist ? `${typist.name} types` : 'The learner types');
    const next = this.#lastAdmitted();
    if (next) this.#giveSizeTo(next);
    this.#tellPresence();
  }

  /** False when it acknowledges what was never sent. */
  acknowledge(viewer: Viewer, offset: number): boolean {
    const flow = this.#viewers.get(viewer);
    if (!flow) return true;
    const sound = flow.acknowledge(offset);
    if (this.#exited && this.#shell && flow.acknowledged >= this.#shell.ring.end) {
      viewer.port.close(closeReasons.shellEnded);
    }
    return sound;
  }

  /** Types. Input from whoever may not type, before READY, or that came before, is acknowledged and dropped. False when the node does not take so much. */
  input(viewer: Viewer, sequence: number, data: Uint8Array): boolean {
    const acknowledge = () => viewer.acknowledgeInput(sequence);
    const shell = this.#shell;
    const { client } = viewer.hello;
    const seen = shell?.lastInput.get(client) ?? 0;
    if (!shell || this.#exited || !this.#admits(viewer) || !viewer.ready || sequence <= seen) {
      acknowledge();
      return true;
    }
    viewer.unread += data.length;
    if (viewer.unread > maxUnreadInputBytes) return false;
    shell.lastInput.set(client, sequence);
    for (const flow of this.#viewers.values()) flow?.noteInput();
    if (data.includes(interrupt)) shell.interrupt();
    shell.type(Buffer.from(data), () => {
      viewer.unread -= data.length;
      acknowledge();
    });
    return true;
  }

  resize(viewer: Viewer, size: Size): void {
    viewer.wanted = clampSize(size);
    if (viewer === this.#sizeOwner) this.#setSize(viewer.wanted);
  }

  control(viewer: Viewer, control: Control): void {
    if (control.kind === 'run') {
      const { id } = control;
      void this.#run(viewer, id, control.text).then((result) =>
        viewer.port.send({ type: 'runResult', ...result }),
      );
    } else if (this.#admits(viewer) && viewer !== this.#sizeOwner) {
      this.#giveSizeTo(viewer);
      this.#tellPresence();
    }
  }

  /** Ends the shell and everybody's view of it. */
  end(reason: CloseReason): void {
    for (const viewer of [...this.#viewers.keys()]) viewer.port.close(reason);
    this.#finish();
  }

  async #open(size: Size): Promise<Shell> {
    const opened = await this.#options.shells.open(this.grant, size);
    const screen = opened.found ? await this.#screenOf(opened.id) : undefined;
    if (this.#over) {
      opened.channel.leave();
      throw new NodeGone('the session has ended');
    }
    const recorded = { id: opened.id, screen };
    const recorder = this.#options.startRecording?.(this.grant, screen?.size ?? size, recorded);
    const events: ShellEvents = {
      output: () => {
        for (const flow of this.#viewers.values()) flow?.wake();
        shell.pacing.update();
      },
      end: (end) => this.#shellEnded(shell, end),
      activity: (activity) => this.#noteActivity(activity),
      screenBroken: (error) =>
        this.#options.log.error({ session: this.key, err: error }, 'output broke the emulator of a screen'),
      screenMoved: (kept) => this.#screenMoved(kept),
    };
    const { screens, courtesy } = this.#options;
    const start = { size, screen, screens, courtesy };
    const shell: Shell = new Shell(opened, start, events, recorder);
    this.#shell = shell;
    this.#left = undefined;
    this.#unseen = !opened.found;
    if (opened.found) void shell.redraw();
    this.#noteOpened(opened, shell);
    return shell;
  }

  /** How the screen of a shell that was found looked: when this gateway left it, or where its recording stops. */
  async #screenOf(shellId: string): Promise<DrawnScreen | undefined> {
    if (this.#left?.id === shellId) return this.#left.screen;
    try {
      return await this.#options.recordedScreen?.(this.grant, shellId, this.#options.screens);
    } catch (error) {
      this.#options.log.warn({ session: this.key, err: error }, 'a recorded screen could not be read');
      return undefined;
    }
  }

  #noteOpened({ found, notHeld }: OpenedShell, { epoch, id }: Shell): void {
    const { log } = this.#options;
    const fields = { session: this.key, epoch, shell: id, found };
    log.info(fields, found ? 'shell found again' : 'shell opened');
    if (notHeld)
      log.warn({ ...fields, err: notHeld }, 'a node does not hold a shell: it ends with its connection');
  }

  async #show(viewer: Viewer, shell: Shell): Promise<void> {
    const flow = this.#flowFor(viewer, shell);
    const { resume } = viewer.hello;
    const { ring, sizeRevision, size } = shell;
    const unseen = this.#unseen && ring.start === 0 && sizeRevision === 0;
    this.#unseen = false;
    const exact =
      resume?.epoch === shell.epoch && resume.sizeRevision === sizeRevision && ring.has(resume.offset);
    if (exact || unseen) {
      const offset = exact ? resume.offset : 0;
      this.#welcome(viewer, shell, { attach: exact ? 'exact' : 'fresh', offset, size, sizeRevision });
      if (unseen && !shell.isHeld) viewer.port.send({ type: 'notice', ...notHeldNotice });
      flow.start(offset);
    } else {
      const snapshot = await shell.screen.snapshot();
      if (this.#viewers.get(viewer) !== flow || shell !== this.#shell) return;
      this.#welcome(viewer, shell, { attach: 'snapshot', ...snapshot });
      flow.startWith(snapshot);
    }
    this.#makeReady(shell, flow);
  }

  #flowFor(viewer: Viewer, shell: Shell): ViewerFlow {
    const flow = new ViewerFlow({
      ring: shell.ring,
      send: (frame) => {
        if (frame.type === 'ready') viewer.ready = true;
        viewer.port.send(frame);
      },
      snapshot: () => shell.screen.snapshot(),
      changed: () => shell.pacing.update(),
    });
    this.#viewers.get(viewer)?.stop();
    this.#viewers.set(viewer, flow);
    return flow;
  }

  #makeReady(shell: Shell, flow: ViewerFlow): void {
    flow.mark({ offset: shell.ring.end, frame: { type: 'ready', offset: shell.ring.end } });
    this.#setPacer();
    this.#tellPresence();
  }

  #welcome(
    viewer: Viewer,
    shell: Shell,
    at: { attach: Attach; offset: number; size: Size; sizeRevision: number },
  ): void {
    viewer.port.send({
      type: 'welcome',
      session: `${this.grant.node}/${this.grant.number}`,
      shell: shell.id,
      epoch: shell.epoch,
      role: viewer.role,
      attach: at.attach,
      offset: at.offset,
      sizeRevision: at.sizeRevision,
      columns: at.size.columns,
      rows: at.size.rows,
      ownsSize: viewer === this.#sizeOwner,
      lastInput: shell.lastInput.get(viewer.hello.client) ?? 0,
    });
  }

  #giveSizeTo(viewer: Viewer | undefined): void {
    this.#sizeOwner = viewer;
    if (viewer) this.#setSize(viewer.wanted);
    this.#setPacer();
  }

  #setPacer(): void {
    if (this.#shell) this.#shell.pacing.pacer = this.#sizeOwner && this.#viewers.get(this.#sizeOwner);
  }

  #setSize(size: Size): void {
    const shell = this.#shell;
    if (!shell?.resize(size)) return;
    const { sizeRevision } = shell;
    const offset = shell.ring.end;
    for (const flow of this.#viewers.values()) {
      flow?.mark({ offset, frame: { type: 'size', offset, sizeRevision, ...size } });
    }
  }

  #tellPresence(): void {
    const shown = [...this.#viewers.keys()];
    const observers = shown.filter(({ role }) => role === 'observer').length;
    for (const viewer of shown) {
      const ownsSize = viewer === this.#sizeOwner;
      const mayType = this.#admits(viewer);
      const typist = this.#options.lock.typist?.name ?? null;
      viewer.port.send({ type: 'presence', viewers: shown.length, observers, ownsSize, mayType, typist });
    }
  }

  #admits(viewer: Viewer): boolean {
    return this.#options.lock.admits(viewer);
  }

  /** Who came last of those that may type. */
  #lastAdmitted(): Viewer | undefined {
    return [...this.#viewers.keys()].findLast((viewer) => this.#admits(viewer));
  }

  #notify(notice: Notice): void {
    for (const viewer of this.#viewers.keys()) viewer.port.send({ type: 'notice', ...notice });
  }

  async #run(viewer: Viewer, id: string, text: string): Promise<RunResult> {
    const notRun = (why: string): RunResult => ({ id, outcome: 'not-run', text: why });
    if (!this.#admits(viewer)) return notRun(this.#whyNotTyping());
    await this.#shell?.prompted;
    const shell = this.#shell;
    if (!shell || this.#exited || !viewer.ready) return notRun('The shell was not ready. Nothing was typed.');
    try {
      if (!(await this.#options.authority.claimRun(this.grant.attemptId, id))) {
        return { id, outcome: 'already-run', text: 'This click was run already. Nothing was typed again.' };
      }
    } catch (error) {
      this.#options.log.warn({ session: this.key, err: error }, 'a run could not be claimed');
      return notRun('The click could not be recorded, so nothing was typed. Try it again.');
    }
    const bracketed = await shell.screen.bracketedPaste();
    if (!this.#admits(viewer)) return notRun(this.#whyNotTyping());
    if (shell !== this.#shell || this.#exited) return notRun('The shell ended first. Nothing was typed.');
    for (const flow of this.#viewers.values()) flow?.noteInput();
    shell.type(typedText(text, bracketed), () => {});
    return { id, outcome: 'typed', text: '' };
  }

  #whyNotTyping(): string {
    const { typist } = this.#options.lock;
    if (!typist) return 'Only the owner of this terminal runs commands in it.';
    return `${typist.name} is typing in your terminals. Take the keyboard back first. Nothing was typed.`;
  }

  #screenMoved(kept: Kept): void {
    this.#options.log.warn({ session: this.key, kept }, 'a screen was lost with its thread, and begins anew');
    if (kept === 'nothing') this.#notify(screenLostNotice);
  }

  #noteActivity(activity: 'output-quiet' | 'output-flowing'): void {
    // Output that comes by itself tells of nobody when nobody looks.
    if (activity === 'output-flowing' && this.#viewers.size === 0) return;
    this.#options.authority.noteActivity(this.grant.attemptId, activity).catch((error: unknown) => {
      this.#options.log.warn({ session: this.key, err: error }, 'activity could not be noted');
    });
  }

  #shellEnded(shell: Shell, end: ShellEnd): void {
    if (shell !== this.#shell || this.#over) return;
    this.#options.log.info({ session: this.key, epoch: shell.epoch, ...end }, 'shell ended');
    if (end.kind === 'lost') {
      this.#reopen(shell);
      return;
    }
    this.#exited = true;
    this.#options.onEnd();
    const offset = shell.ring.end;
    const { exitCode, signal } = end;
    for (const flow of this.#viewers.values()) {
      flow?.mark({ offset, frame: { type: 'exit', offset, exitCode, signal } });
    }
    if (this.#viewers.size === 0) this.#finish();
    else setTimeout(() => this.end(closeReasons.shellEnded), lastOutputMs).unref();
  }

  /** The node went away under the shell: while somebody looks, the shell is found again, or a new one opened, as soon as it is back. */
  #reopen(lost: Shell): void {
    this.#shell = undefined;
    this.#left = { id: lost.id, screen: lost.leave() };
    for (const [viewer, flow] of this.#viewers) {
      viewer.ready = false;
      flow?.stop();
    }
    const wanted = () => !this.#over && [...this.#viewers.keys()].some((viewer) => !viewer.follow);
    if (!wanted()) {
      this.end(closeReasons.noShell);
      return;
    }
    this.#notify({
      kind: 'node-lost',
      text: 'The connection to the node was lost. Trying to reach it again.',
    });
    this.#opening = reopening(() => this.#open(lost.size), wanted);
    this.#opening.then(
      (shell) => this.#showAnew(shell, lost.id),
      (error: unknown) => this.end(this.#reasonOf(error)),
    );
  }

  /** Who had the size has it still: to see a shell again is not to come. */
  async #showAnew(shell: Shell, lostId: string): Promise<void> {
    this.#sizeOwner ??= this.#lastAdmitted();
    for (const viewer of [...this.#viewers.keys()]) {
      // Meanwhile it may have left, or the shell may be lost once more.
      if (shell === this.#shell && this.#viewers.has(viewer)) await this.#show(viewer, shell);
    }
    if (shell !== this.#shell) return;
    const same = shell.id === lostId;
    this.#notify({
      kind: 'node-back',
      text: same
        ? 'The connection to the node is back, and your shell with it.'
        : 'The node is back. This is a new shell; what ran in the old one has ended.',
    });
  }

  #reasonOf(error: unknown): CloseReason {
    const fields = { session: this.key, err: error };
    if (error instanceof NodeGone) return closeReasons.environmentEnded;
    if (error instanceof NotWanted) return closeReasons.noShell;
    if (error instanceof TooManyShells) return closeReasons.tooManyShells;
    if (error instanceof HostKeyMismatch) {
      this.#options.log.error(fields, 'a node showed another host key than the pinned one');
      return closeReasons.hostKeyMismatch;
    }
    this.#options.log.warn(fields, 'a shell could not be opened');
    return closeReasons.nodeUnreachable;
  }

  #finish(): void {
    if (this.#over) return;
    this.#over = true;
    for (const flow of this.#viewers.values()) flow?.stop();
    this.#viewers.clear();
    this.#shell?.close();
    this.#options.onEnd();
  }
}
