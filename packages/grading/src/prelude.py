"""Runs a lab's script that comes on standard input: never a file, never in a process list."""
import linecache
import os
import sys
import traceback


def _records():
    out = os.dup(1)  # not inherited by children, and still ours when the script redirects its output

    def record(kind, text=""):
        sys.stdout.flush()
        data = f"\x1e{kind}\x1d{text}\x1f\n".encode("utf-8", "replace")
        while data:
            data = data[os.write(out, data):]

    def verdict(kind, code):
        def say(text=""):
            record(kind, text)
            sys.exit(code)

        return say

    return {
        "passed": verdict("pass", 0),
        "not_yet": verdict("not_yet", 1),
        "env_broken": verdict("env_broken", 75),
        "note": lambda text: record("note", text),
        "metric": lambda name, value: record("metric", f"{name} {value}"),
    }


def _main():
    name = sys.argv[1]
    source = sys.stdin.buffer.read().decode("utf-8")
    empty = os.open(os.devnull, os.O_RDONLY)
    os.dup2(empty, 0)
    os.close(empty)
    os.chdir("/")
    linecache.cache[name] = (len(source), None, source.splitlines(True), name)
    sys.argv = [name]
    code = 0
    try:
        exec(compile(source, name, "exec"), {"__name__": "__main__", **_records()})
    except SystemExit as end:
        code = end.code
        if code is not None and not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        # Python would exit with 1, which means "not yet"; an error of the script says nothing about the learner.
        traceback.print_exc()
        code = 70
    sys.stdout.flush()
    sys.stderr.flush()
    # The verdict stands. Libraries with threads of their own (librados) crash now and then while Python takes itself
    # apart, which would turn it into a broken check.
    os._exit((code or 0) & 0xFF)


_main()
