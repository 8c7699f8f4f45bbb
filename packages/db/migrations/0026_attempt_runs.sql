ALTER TABLE "attempt" ADD COLUMN "runs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "broken_runs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "attempt" a SET "runs" = r.runs, "broken_runs" = r.broken
FROM (
  SELECT "attempt_id", count(*) AS runs,
    count(*) FILTER (WHERE "verdict" IN ('environment_broken', 'check_broken')) AS broken
  FROM "check_run" GROUP BY "attempt_id") r
WHERE a."id" = r."attempt_id";--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "used_seconds" integer;--> statement-breakpoint
-- The limit after which what nobody used was paused is a setting that may have been another then: its default is taken.
UPDATE "attempt" a SET "used_seconds" = u.seconds
FROM (
  SELECT t."id", sum(greatest(0, extract(epoch FROM least(s.ended, t."finished_at") - s."at"))) AS seconds
  FROM "attempt" t JOIN (
    SELECT "attempt_id", "at", CASE WHEN "next" = 'paused' AND "why" = 'idle' THEN "until" - interval '20 minutes' ELSE "until" END AS ended
    FROM (
      SELECT o."attempt_id", e."at", e."to_state", lead(e."at") OVER w AS "until", lead(e."to_state") OVER w AS "next", lead(e."reason") OVER w AS "why"
      FROM "environment_of_attempt" o JOIN "environment_event" e ON e."environment_id" = o."environment_id" AND e."kind" = 'state'
      WINDOW w AS (PARTITION BY o."attempt_id", o."environment_id" ORDER BY e."id")) edge
    WHERE "to_state" IN ('ready', 'saving', 'rewinding')) s ON s."attempt_id" = t."id"
  WHERE t."finished_at" IS NOT NULL
  GROUP BY t."id") u
WHERE a."id" = u."id";--> statement-breakpoint
CREATE INDEX "attempt_counted" ON "attempt" USING btree ("started_at","slug","state","used_seconds","runs","broken_runs") WHERE not "attempt"."preview";
