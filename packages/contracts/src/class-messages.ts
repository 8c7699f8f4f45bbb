import { z } from 'zod';
import { writtenText } from './texts.ts';

/** A message to all may be so long, in characters: it is read over a terminal, in a line or two. */
export const longestClassMessage = 500;

/** `POST /api/classes/{id}/messages` */
export const ClassMessageInput = z.object({ text: writtenText(longestClassMessage) });
export type ClassMessageInput = z.infer<typeof ClassMessageInput>;

/** What was said to all. */
export const ClassMessageView = z.object({
  id: z.uuid(),
  text: z.string(),
  /** Null: they have left, and their data was erased. */
  by: z.string().nullable(),
  at: z.iso.datetime(),
});
export type ClassMessageView = z.infer<typeof ClassMessageView>;

/** The open class that an attempt belongs to, as the workspace shows it. */
export const ClassOfAttempt = z.object({
  id: z.uuid(),
  title: z.string(),
  /** The newest first. */
  messages: z.array(ClassMessageView),
});
export type ClassOfAttempt = z.infer<typeof ClassOfAttempt>;
