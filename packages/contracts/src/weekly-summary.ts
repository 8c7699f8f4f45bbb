import { z } from 'zod';
import { LabSlug } from './labs.ts';
import { PersonName } from './people.ts';
import { StuckView } from './team-map.ts';

/** How much waits, and since when the oldest of it does; null where nothing does. */
const Waiting = z.object({ count: z.number().int(), oldestAt: z.iso.datetime().nullable() });

/** What a week brought to the people of a team that somebody looks after, and what is open at its end. */
export const TeamWeek = z.object({
  team: z.object({ id: z.uuid(), name: z.string() }),
  /** How many people of it are looked after. */
  people: z.number().int(),
  /** Labs of their paths that they passed for the first time in the week, the first first. */
  passed: z.array(
    z.object({
      person: PersonName,
      lab: z.object({ slug: LabSlug, title: z.string() }),
      at: z.iso.datetime(),
    }),
  ),
  /** Now, the longest first, as on the team's page. */
  stuck: z.array(StuckView),
  /** Steps of paths whose due date has passed, the longest ago first. */
  late: z.array(z.object({ person: PersonName, title: z.string(), dueOn: z.iso.date() })),
  /** Work that waits for a reviewer. */
  reviews: Waiting,
  /** Who became ready for what in the week. */
  gained: z.array(z.object({ person: PersonName, title: z.string() })),
  /** Who is ready for what until a day that comes soon. */
  expiring: z.array(z.object({ person: PersonName, title: z.string(), until: z.iso.date() })),
  /** By their titles now; those that a mentor hid are not in it. */
  walkthroughs: z.object({
    /** In the week, the first first; one that was withdrawn and comes again, too. */
    published: z.array(
      z.object({
        person: PersonName,
        title: z.string(),
        lab: z.object({ slug: LabSlug, title: z.string() }),
      }),
    ),
    /** By people of the team; how many said in the week how helpful they found it, and the mean of their stars. */
    rated: z.array(
      z.object({
        person: PersonName,
        title: z.string(),
        ratings: z.number().int(),
        stars: z.number().min(1).max(5),
      }),
    ),
  }),
  questions: z.object({
    /** In the week. */
    asked: z.number().int(),
    /** Not answered yet. */
    open: Waiting,
  }),
});
export type TeamWeek = z.infer<typeof TeamWeek>;

/** `GET /api/weekly-summary`: the week so far, of the teams that somebody manages or mentors, by name. */
export const WeeklySummary = z.object({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  teams: z.array(TeamWeek),
  /** The same as a mail says it; null when there is nothing to say, and none is sent. */
  text: z.string().nullable(),
});
export type WeeklySummary = z.infer<typeof WeeklySummary>;
