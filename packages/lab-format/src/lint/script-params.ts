import { type ContentProblem, positionAt } from '../problems.ts';
import { nearest } from '../suggest.ts';
import type { LintedScript } from './scripts.ts';

/** Variables that a script reads by a parameter's kind of name. Quoted with single quotes or escaped, a `$` is none. */
const bashReads = /(?<!\\)\$(?:\{[!#]?([A-Z][A-Z0-9_]*)|([A-Z][A-Z0-9_]*))/g;
const bashSets =
  /(?:^|[\s;&|({])(?:(?:local|declare|export|readonly|typeset)\s+(?:-\w+\s+)*)?([A-Z][A-Z0-9_]*)\+?=|\b(?:for|read(?:\s+-\w+)*|mapfile(?:\s+-\w+)*|getopts\s+\S+)\s+([A-Z][A-Z0-9_]*)\b/gm;
/** The same in the parameter's own case, which is nothing in a script. */
const bashReadsLower = /(?<!\\)\$(?:\{[!#]?([a-z][a-z0-9_]*)|([a-z][a-z0-9_]*))/g;
const bashSetsLower =
  /(?:^|[\s;&|({])(?:(?:local|declare|export|readonly|typeset)\s+(?:-\w+\s+)*)?([a-z][a-z0-9_]*)\+?=|\b(?:for|local|read(?:\s+-\w+)*|mapfile(?:\s+-\w+)*|getopts\s+\S+)\s+((?:[a-z][a-z0-9_]*\s*)+)/gm;
const pythonReads = /environ(?:\.get\(|\[)\s*["']([A-Z][A-Z0-9_]*)["']|getenv\(\s*["']([A-Z][A-Z0-9_]*)["']/g;
const pythonSets = /environ\[\s*["']([A-Z][A-Z0-9_]*)["']\]\s*=[^=]/g;

/**
 * `$POOL_NMAE` in a lab with a parameter `pool_name`: a variable that nothing sets, and that is nearly a parameter. What is near to none
 * is left alone, since a script may well ask for variables of its node.
 */
export function misspeltParams(script: LintedScript, params: readonly string[]): ContentProblem[] {
  const { file, text } = script;
  const python = file.endsWith('.py');
  const known = [...params.map((name) => name.toUpperCase()), 'SPRINGBOARD_SEED'];
  const set = new Set(names(text, python ? pythonSets : bashSets).map(({ name }) => name));
  return names(text, python ? pythonReads : bashReads).flatMap(({ name, offset }) => {
    if (known.includes(name) || set.has(name)) return [];
    const meant = name.length < 4 ? undefined : nearest(name, known);
    if (meant === undefined) return [];
    const message = `$${name} is set nowhere. Did you mean $${meant}, the parameter "${meant.toLowerCase()}"?`;
    return problemAt(script, offset, 'error', message);
  });
}

/**
 * `$port` for the parameter `port`: scripts have parameters in upper case. Only a warning, since a program for jq or a file for nginx in the script may
 * mean a variable of its own.
 */
export function lowerCaseParams(script: LintedScript, params: readonly string[]): ContentProblem[] {
  const { file, text } = script;
  if (file.endsWith('.py')) return [];
  const set = new Set(names(text, bashSetsLower).flatMap(({ name }) => name.trim().split(/\s+/)));
  return names(text, bashReadsLower).flatMap(({ name, offset }) => {
    if (!params.includes(name) || set.has(name) || inQuotes(text, offset)) return [];
    const message = `$${name} is set nowhere: in scripts the parameter "${name}" is $${name.toUpperCase()}`;
    return problemAt(script, offset, 'warning', message);
  });
}

/** None for what stands in the library before the script: it is told at the library itself. */
function problemAt(
  { files, file, text, linesBefore }: LintedScript,
  offset: number,
  severity: ContentProblem['severity'],
  message: string,
): ContentProblem[] {
  const { line, column } = positionAt(text, offset);
  if (line <= linesBefore) return [];
  return [{ severity, file: files.path(file), line: line - linesBefore, column, message }];
}

/** Whether it is a comment, or single quotes are open on the line: what stands in them is for another program, such as jq. */
function inQuotes(text: string, offset: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', offset) + 1, offset);
  return /^\s*#/.test(line) || line.split("'").length % 2 === 0;
}

function names(text: string, pattern: RegExp): { name: string; offset: number }[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const name = match[1] ?? match[2];
    return name === undefined ? [] : [{ name, offset: match.index + match[0].indexOf(name) }];
  });
}
