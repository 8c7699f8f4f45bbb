import { z } from 'zod';

/** The keys that a schema knows at a path of a value; empty where it is no mapping with fixed keys. */
export function knownKeys(schema: z.ZodType, value: unknown, path: readonly PropertyKey[]): string[] {
  const here = resolveUnion(bare(schema), value);
  const [step, ...rest] = path;
  if (step === undefined) return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
  const child = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  if (here instanceof z.ZodObject) {
    const next: unknown = here.shape[String(step)];
    return next instanceof z.ZodType ? knownKeys(next, child, rest) : [];
  }
  if (here instanceof z.ZodArray) return knownKeys(here.element as z.ZodType, child, rest);
  if (here instanceof z.ZodRecord) return knownKeys(here.valueType as z.ZodType, child, rest);
  return [];
}

function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return bare(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe ? bare(schema.in as z.ZodType) : schema;
}

/** The member of a union that the value's `kind` names. */
function resolveUnion(schema: z.ZodType, value: unknown): z.ZodType {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const members = schema.options as z.ZodType[];
  const fits = (member: z.ZodType) =>
    member instanceof z.ZodObject && (member.shape.kind as z.ZodType | undefined)?.safeParse(kind).success;
  return members.find(fits) ?? schema;
}
