import { z } from 'zod';

/** As much of JSON Schema as the format uses. */
const Schema = z.object({
  type: z.string().optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
});
type Schema = z.infer<typeof Schema>;

export interface Suggestion {
  readonly label: string;
  /** What is put in its place. */
  readonly apply: string;
  readonly info: string | undefined;
  readonly kind: 'key' | 'value';
}

export interface Suggestions {
  /** Offset at which what was typed begins. */
  readonly from: number;
  readonly options: readonly Suggestion[];
}

/** Values that a schema cannot know, by the last key of their path. */
export type KnownValues = Readonly<Record<string, readonly string[]>>;

/** Keys and values that may stand at an offset of a YAML text written in blocks; null where nothing is known. */
export function suggest(
  text: string,
  offset: number,
  schema: unknown,
  known: KnownValues = {},
): Suggestions | null {
  const before = text.slice(0, offset);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const value = /^(\s*(?:- )*)([\w-]+):\s+(?:\[(?:[^\]]*,\s*)?)?([\w./-]*)$/.exec(line);
  const key = /^(\s*(?:- )*)([\w-]*)$/.exec(line);
  const match = value ?? key;
  if (!match) return null;
  const indent = match[1]?.length ?? 0;
  const path = pathAt(before.slice(0, before.length - line.length), indent, /- /.test(match[1] ?? ''));
  const places = follow([schema], path);
  if (value) {
    const [, , name = '', typed = ''] = value;
    const found = [...(known[name] ?? []), ...follow(places, [name]).flatMap(valuesOf)];
    const options = [...new Set(found)].map((label) => ({
      label,
      apply: label,
      info: undefined,
      kind: 'value' as const,
    }));
    return options.length === 0 ? null : { from: offset - typed.length, options };
  }
  const typed = key?.[2] ?? '';
  const keys = new Map<string, string | undefined>();
  for (const place of places)
    for (const [name, child] of Object.entries(parse(place)?.properties ?? {}))
      if (!keys.has(name)) keys.set(name, parse(child)?.description);
  const last = path.at(-1);
  const listed =
    /- $/.test(match[1] ?? '') && typeof last === 'number' ? (known[String(path.at(-2))] ?? []) : [];
  const options = [
    ...[...keys].map(([label, info]) => ({ label, apply: `${label}: `, info, kind: 'key' as const })),
    ...listed.map((label) => ({ label, apply: label, info: undefined, kind: 'value' as const })),
  ];
  return options.length === 0 ? null : { from: offset - typed.length, options };
}

/** The keys that lead to a place with this indent; a number stands for a place in a list. */
function pathAt(before: string, indent: number, inList: boolean): (string | number)[] {
  const path: (string | number)[] = inList ? [0] : [];
  let limit = indent;
  for (const line of before.split('\n').toReversed()) {
    const match = /^(\s*(?:- )*)([\w-]+):/.exec(line);
    if (!match || line.trim() === '') continue;
    const [, lead = '', name = ''] = match;
    const own = lead.length;
    const dash = lead.indexOf('- ');
    if (own < limit || (own === limit && dash < 0 && inList && path.length === 1)) {
      path.unshift(name);
      limit = own;
    }
    if (dash >= 0 && dash < limit && own <= limit) {
      if (own === limit && path[0] !== 0) path.unshift(0);
      limit = dash;
    }
    if (limit === 0 && dash < 0) break;
  }
  return path;
}

/** The schemas of a place, from those of where the path begins. */
function follow(schemas: readonly unknown[], path: readonly (string | number)[]): unknown[] {
  return path
    .reduce<unknown[]>(
      (places, step) =>
        places.flatMap(variants).flatMap((place) => {
          const { items, properties, additionalProperties } = parse(place) ?? {};
          if (typeof step === 'number') return items === undefined ? [] : [items];
          const child = properties?.[step] ?? additionalProperties;
          return child === undefined || child === false ? [] : [child];
        }),
      [...schemas],
    )
    .flatMap(variants);
}

function variants(schema: unknown): unknown[] {
  const { oneOf, anyOf } = parse(schema) ?? {};
  const more = [...(oneOf ?? []), ...(anyOf ?? [])];
  return more.length === 0 ? [schema] : [schema, ...more.flatMap(variants)];
}

function valuesOf(schema: unknown): string[] {
  const parsed = parse(schema);
  const values = [...(parsed?.enum ?? []), ...(parsed?.const === undefined ? [] : [parsed.const])];
  if (parsed?.type === 'boolean') values.push('true', 'false');
  return values.map(String);
}

function parse(schema: unknown): Schema | undefined {
  const parsed = Schema.safeParse(schema);
  return parsed.success ? parsed.data : undefined;
}
