CREATE TABLE "lab_feedback" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"attempt_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"task_id" text,
	"lab_version_id" uuid NOT NULL,
	"environment_id" uuid,
	"text" text NOT NULL,
	"verdicts" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_by" text,
	"answered_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "lab_feedback" ADD CONSTRAINT "lab_feedback_attempt_id_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."attempt"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_feedback" ADD CONSTRAINT "lab_feedback_lab_version_id_lab_version_id_fk" FOREIGN KEY ("lab_version_id") REFERENCES "public"."lab_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_feedback" ADD CONSTRAINT "lab_feedback_answered_by_person_id_fk" FOREIGN KEY ("answered_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lab_feedback_slug" ON "lab_feedback" USING btree ("slug","at");--> statement-breakpoint
CREATE INDEX "lab_feedback_attempt" ON "lab_feedback" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "check_run_environment" ON "check_run" USING btree ("environment_id");