import { z } from 'zod';
import { type CommandOptions, run } from './commands.ts';

/** What is asked of `incus image list`. */
const EngineImage = z.object({
  fingerprint: z.string(),
  size: z.number(),
  created_at: z.string(),
  uploaded_at: z.string(),
  aliases: z.array(z.object({ name: z.string() })).nullish(),
  properties: z.record(z.string(), z.string()).nullish(),
});
export type EngineImage = z.infer<typeof EngineImage>;

const EngineInstance = z.object({
  name: z.string(),
  project: z.string(),
  config: z.record(z.string(), z.string()).nullish(),
});
export type EngineInstance = z.infer<typeof EngineInstance>;

/** The `incus` command line client, in the project that holds the images. */
export async function incus(args: readonly string[], options: CommandOptions = {}): Promise<string> {
  return run('incus', ['--project', 'default', ...args], options);
}

/** Images that Springboard built or is building: their aliases begin with `springboard`. */
export async function engineImages(): Promise<EngineImage[]> {
  const images = z.array(EngineImage).parse(JSON.parse(await incus(['image', 'list', '--format', 'json'])));
  return images.filter((image) =>
    (image.aliases ?? []).some(({ name }) => /^springboard(-build)?\//.test(name)),
  );
}

/** Instances of all projects. */
export async function engineInstances(): Promise<EngineInstance[]> {
  const text = await run('incus', ['query', '/1.0/instances?recursion=1&all-projects=true']);
  return z.array(EngineInstance).parse(JSON.parse(text));
}
