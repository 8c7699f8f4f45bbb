CREATE TABLE "content_sync" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"requested" bigint DEFAULT 0 NOT NULL,
	"done" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"good_at" timestamp with time zone,
	"commit" jsonb,
	"problems" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"failure" jsonb,
	CONSTRAINT "content_sync_only_row" CHECK ("content_sync"."id" = 1)
);
--> statement-breakpoint
ALTER TABLE "lab" ADD COLUMN "commit" text;