ALTER TABLE "attempt" ADD COLUMN "runs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "broken_runs" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE "attempt" a SET "runs" = r.runs, "broken_runs" = r.broken
FROM (
  SELECT "attempt_id", count(*) AS runs,
    count(*) FILTER (WHERE "verdict" IN ('environment_broken', 'check_broken')) AS broken
  FROM "check_run" GROUP BY "attempt_id") r
WHERE a."id" = r."attempt_id";--> statement-breakpoint
CREATE INDEX "attempt_counted" ON "attempt" USING btree ("started_at","slug","state","ready_at","finished_at","runs","broken_runs") WHERE not "attempt"."preview";
