CREATE TABLE "submission" (
	"attempt_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"handed_in_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"marks" jsonb,
	"comment" text,
	"points" double precision,
	"reviewer_id" text,
	"reviewed_at" timestamp with time zone,
	CONSTRAINT "submission_attempt_id_task_id_version_pk" PRIMARY KEY("attempt_id","task_id","version")
);
--> statement-breakpoint
CREATE TABLE "task_draft" (
	"attempt_id" uuid NOT NULL,
	"task_id" text NOT NULL,
	"text" text NOT NULL,
	"revision" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "task_draft_attempt_id_task_id_pk" PRIMARY KEY("attempt_id","task_id")
);
--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission" ADD CONSTRAINT "submission_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "task_draft" ADD CONSTRAINT "task_draft_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_open" ON "submission" USING btree ("handed_in_at") WHERE "submission"."state" = 'handed_in';--> statement-breakpoint
CREATE INDEX "submission_reviewed" ON "submission" USING btree ("reviewed_at");