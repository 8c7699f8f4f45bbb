import { z } from 'zod';
import { LabFile, maxFiles } from './lab-tests.ts';
import { LabSlug } from './labs.ts';

/** `POST /api/lab-previews`: the lab as its files are now, for the one who sends them. */
export const LabPreview = z.object({ lab: LabSlug, files: z.array(LabFile).min(1).max(maxFiles) });
export type LabPreview = z.infer<typeof LabPreview>;

/** The attempt that shows it: the same one as long as it is not finished. */
export const LabPreviewView = z.object({ attemptId: z.uuid() });
export type LabPreviewView = z.infer<typeof LabPreviewView>;
