CREATE TABLE "terminal_follow" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"attempt_id" uuid NOT NULL,
	"environment_id" uuid NOT NULL,
	"mentor_id" text NOT NULL,
	"state" text NOT NULL,
	"reach" text,
	"takeover" text,
	"asked_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"until" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
ALTER TABLE "terminal_ticket" ADD COLUMN "follow_id" uuid;--> statement-breakpoint
ALTER TABLE "terminal_follow" ADD CONSTRAINT "terminal_follow_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "terminal_follow" ADD CONSTRAINT "terminal_follow_mentor_id_person_id_fk" FOREIGN KEY ("mentor_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "terminal_follow_attempt" ON "terminal_follow" USING btree ("attempt_id","mentor_id");--> statement-breakpoint
CREATE INDEX "terminal_follow_environment" ON "terminal_follow" USING btree ("environment_id");--> statement-breakpoint
CREATE INDEX "terminal_follow_mentor" ON "terminal_follow" USING btree ("mentor_id") WHERE "terminal_follow"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "terminal_follow_one_open" ON "terminal_follow" USING btree ("attempt_id","mentor_id") WHERE "terminal_follow"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "terminal_follow_one_typist" ON "terminal_follow" USING btree ("attempt_id") WHERE "terminal_follow"."takeover" = 'held';